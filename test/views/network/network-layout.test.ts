import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Box,
  CLASSES,
  type NetworkLayout,
  networkLayout,
  SIDE_BY_SIDE,
  UPRIGHT_HEIGHT,
  WIDE_HEIGHT,
} from '../../../src/views/network/network-layout';

const U = 16;
const LESSON = [64, 64];
const WIDE = 1000;
const NARROW = 328;

const anyNetwork = fc.array(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 6 });
/** Widths from a column of 18 u to a whole screen. */
const anyWidth = fc.integer({ min: 18 * U, max: 2000 });

const hidden = (layout: NetworkLayout) => layout.layers.slice(0, -1);
const parts = ({ image, layers, outputs }: NetworkLayout): Box[] => [image, ...layers, outputs];

function overlap(a: Box, b: Box): boolean {
  const slack = 1e-6;
  return (
    a.x + a.width > b.x + slack &&
    b.x + b.width > a.x + slack &&
    a.y + a.height > b.y + slack &&
    b.y + b.height > a.y + slack
  );
}

const isInside = ({ x, y, width, height }: Box, layout: NetworkLayout) =>
  x >= -1e-6 && y >= -1e-6 && x + width <= layout.width + 1e-6 && y + height <= layout.height + 1e-6;

describe('the layout of a network', () => {
  it('has everything inside the picture and nothing on top of each other, for every network and width', () => {
    fc.assert(
      fc.property(anyNetwork, anyWidth, (units, width) => {
        const layout = networkLayout(units, width, U);
        const boxes = parts(layout);
        const outside = [...boxes, ...layout.captions].filter((box) => !isInside(box, layout));
        expect(outside).toEqual([]);
        const all = [...boxes, ...layout.captions];
        const overlapping = all.flatMap((box, i) =>
          all
            .slice(i + 1)
            .filter((other) => overlap(box, other))
            .map((other) => [box, other]),
        );
        expect(overlapping).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('has a square for every unit, or for every group of 2, 4, 8 … units', () => {
    fc.assert(
      fc.property(anyNetwork, anyWidth, (units, width) => {
        const grids = hidden(networkLayout(units, width, U));
        expect(grids.map((grid) => grid.units)).toEqual(units);
        for (const { units, perCell, cells, columns, edge, width, height } of grids) {
          expect(Math.log2(perCell) % 1).toBe(0);
          expect(cells).toBe(Math.ceil(units / perCell));
          const rows = Math.round(height / edge);
          expect(columns * rows).toBeGreaterThanOrEqual(cells);
          expect(columns * (rows - 1)).toBeLessThan(cells);
          expect(width).toBeCloseTo(columns * edge, 6);
        }
      }),
    );
  });

  it('draws all hidden layers with squares of the same size, never smaller than half the font size', () => {
    fc.assert(
      fc.property(anyNetwork, anyWidth, (units, width) => {
        const edges = new Set(hidden(networkLayout(units, width, U)).map(({ edge }) => edge));
        expect(edges.size).toBe(1);
        expect(Math.min(...edges)).toBeGreaterThanOrEqual(U / 2);
      }),
    );
  });

  it('has one square for each unit of the lesson’s network', () => {
    for (const width of [NARROW, WIDE]) {
      for (const { cells, perCell } of hidden(networkLayout(LESSON, width, U))) {
        expect([cells, perCell]).toEqual([64, 1]);
      }
    }
  });

  it('draws a larger layer larger', () => {
    const [small, large] = hidden(networkLayout([32, 128], WIDE, U));
    expect((large?.width ?? 0) * (large?.height ?? 0)).toBeGreaterThan(
      3 * (small?.width ?? 0) * (small?.height ?? 0),
    );
  });

  it('groups only the layers that do not fit', () => {
    const groups = hidden(networkLayout([4096, 8], WIDE, U)).map(({ perCell }) => perCell);
    expect(groups[0]).toBeGreaterThan(1);
    expect(groups[1]).toBe(1);
  });

  it('puts the layers from left to right if there is room, and otherwise from top to bottom', () => {
    const wide = networkLayout(LESSON, SIDE_BY_SIDE * U, U);
    expect(wide.isUpright).toBe(false);
    const lefts = parts(wide).map(({ x }) => x);
    expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
    const upright = networkLayout(LESSON, SIDE_BY_SIDE * U - 1, U);
    expect(upright.isUpright).toBe(true);
    const tops = parts(upright).map(({ y }) => y);
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
  });

  it('has the same height for every network', () => {
    fc.assert(
      fc.property(anyNetwork, (units) => {
        expect(networkLayout(units, WIDE, U).height).toBe(WIDE_HEIGHT * U);
        expect(networkLayout(units, NARROW, U).height).toBe(UPRIGHT_HEIGHT * U);
      }),
    );
  });

  it('has a whole number of CSS pixels for every pixel of the image', () => {
    fc.assert(
      fc.property(anyNetwork, anyWidth, (units, width) => {
        expect(networkLayout(units, width, U).image.width % 28).toBe(0);
      }),
    );
  });

  it('grows with the font size', () => {
    const once = networkLayout(LESSON, WIDE, U);
    const twice = networkLayout(LESSON, 2 * WIDE, 2 * U);
    for (const [i, box] of once.layers.entries()) {
      expect(twice.layers[i]?.edge).toBeCloseTo(2 * box.edge, 6);
    }
    expect(twice.height).toBe(2 * once.height);
  });

  it('has a caption for the image, for each layer and for the probabilities', () => {
    expect(networkLayout([8, 8, 8], WIDE, U).captions).toHaveLength(6);
    expect(networkLayout([8, 8, 8], NARROW, U).captions).toHaveLength(6);
  });

  it('aligns each logit with its probability if there is room', () => {
    const { layers, outputs } = networkLayout(LESSON, WIDE, U);
    const logits = layers.at(-1);
    expect(logits?.cells).toBe(CLASSES);
    expect([logits?.y, logits?.height]).toEqual([outputs.y, outputs.height]);
  });
});
