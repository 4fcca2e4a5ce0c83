import { describe, expect, test } from 'vitest';
import {
  placeOfTile,
  type TileGrid,
  tileAfterKey,
  tileAt,
  tileGrid,
  tilesWithin,
} from '../../../src/views/gallery/tile-grid';

/** Four columns of tiles, 100 wide and 50 high. */
const grid: TileGrid = { columns: 4, width: 100, height: 50, edge: 20 };

describe('a grid of tiles', () => {
  test.each([
    [320, 3],
    [760, 8],
    [60, 1],
  ])('%i pixels wide has %i columns that fill it', (width, columns) => {
    const { columns: got, width: each } = tileGrid(width, 12, 1);
    expect([got, got * each]).toEqual([columns, width]);
  });

  test.each([
    [12, 56, 112],
    [16, 84, 158],
    [24, 112, 223],
  ])('with text of %i px has garments of %i px in tiles %i px high', (font, edge, height) => {
    expect(tileGrid(760, font, 1)).toMatchObject({ edge, height });
  });

  test.each([1, 1.25, 1.5, 2])(
    'has whole device pixels for each pixel of a garment: %f per CSS pixel',
    (ratio) => {
      for (const font of [10, 12, 13, 16, 24]) {
        const pixel = (tileGrid(760, font, ratio).edge * ratio) / 28;
        expect(pixel).toBeCloseTo(Math.round(pixel), 9);
        expect(pixel).toBeGreaterThanOrEqual(1);
      }
    },
  );

  test('has fewer columns and higher tiles if the text is larger', () => {
    const [small, large] = [tileGrid(760, 12, 1), tileGrid(760, 24, 1)];
    expect(large.columns).toBeLessThan(small.columns);
    expect(large.height).toBeGreaterThan(small.height);
  });
});

test('a tile lies in its row and column', () => {
  expect(placeOfTile(grid, 0)).toEqual({ left: 0, top: 0, width: 100, height: 50 });
  expect(placeOfTile(grid, 9)).toEqual({ left: 100, top: 100, width: 100, height: 50 });
});

describe('a window on a grid', () => {
  test('shows tiles that are partly inside it', () => {
    expect(tilesWithin(grid, 60, 50, 100)).toEqual([4, 12]);
  });

  test('shows no tile that only touches it', () => {
    expect(tilesWithin(grid, 50, 100, 100)).toEqual([4, 12]);
  });

  test('ends with the last tile', () => {
    expect(tilesWithin(grid, -25, 500, 6)).toEqual([0, 6]);
    expect(tilesWithin(grid, 0, 500, 0)).toEqual([0, 0]);
  });
});

describe('in a grid of ten tiles, in a window of two rows,', () => {
  test.each([
    ['ArrowRight', 3, 4],
    ['ArrowRight', 9, 9],
    ['ArrowLeft', 4, 3],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 1, 5],
    ['ArrowDown', 7, 7],
    ['ArrowUp', 5, 1],
    ['ArrowUp', 2, 2],
    ['PageDown', 1, 9],
    ['PageUp', 9, 1],
    ['PageUp', 3, 0],
    ['Home', 6, 0],
    ['End', 2, 9],
    ['a', 2, null],
  ] as const)('%s moves from %i to %s', (key, from, to) => {
    expect(tileAfterKey(key, from, grid, 100, 10)).toBe(to);
  });

  test.each([
    ['the first tile', 0, 0, 0],
    ['a tile of the second row', 399, 50, 7],
    ['the last tile', 150, 149, 9],
    ['no tile after the last one', 250, 120, -1],
    ['no tile beside the grid', 400, 20, -1],
    ['no tile above the grid', 20, -1, -1],
  ])('a point finds %s', (_, x, y, position) => {
    expect(tileAt(grid, x, y, 10)).toBe(position);
  });
});
