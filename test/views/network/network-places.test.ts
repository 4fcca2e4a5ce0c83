import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkLayout } from '../../../src/views/network/network-layout';
import {
  boxOf,
  cellsIn,
  type Place,
  placeAfterKey,
  placeAt,
  shownUnit,
  unitsOf,
} from '../../../src/views/network/network-places';

const U = 16;
const anyNetwork = fc.array(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 6 });
const anyWidth = fc.integer({ min: 18 * U, max: 2000 });

/** All places of a network, layer by layer. */
function placesOf(layout: ReturnType<typeof networkLayout>): Place[] {
  return Array.from({ length: layout.layers.length + 1 }, (_, layer) =>
    Array.from({ length: cellsIn(layout, layer) }, (_, cell) => ({ layer, cell })),
  ).flat();
}

describe('a place in the picture', () => {
  it('is found at the middle of its rectangle', () => {
    fc.assert(
      fc.property(anyNetwork, anyWidth, (units, width) => {
        const layout = networkLayout(units, width, U);
        const missed = placesOf(layout).filter((place) => {
          const { x, y, width, height } = boxOf(layout, place);
          const found = placeAt(layout, x + width / 2, y + height / 2);
          return found?.layer !== place.layer || found.cell !== place.cell;
        });
        expect(missed).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('is nothing between the layers, over the image and behind the last unit', () => {
    const layout = networkLayout([7], 1000, U);
    expect(placeAt(layout, layout.image.x + 5, layout.image.y + 5)).toBeNull();
    const [layer] = layout.layers;
    expect(placeAt(layout, (layer?.x ?? 0) - 3, (layer?.y ?? 0) + 3)).toBeNull();
    const uneven = networkLayout([67], 1000, U);
    const grid = uneven.layers[0];
    expect(
      placeAt(uneven, (grid?.x ?? 0) + (grid?.width ?? 0) - 1, (grid?.y ?? 0) + (grid?.height ?? 0) - 1),
    ).toBeNull();
  });

  it('of a group shows the unit with the largest output, above or below 0', () => {
    const grid = networkLayout([4096], 328, U).layers[0];
    if (!grid) throw new Error('There is no layer.');
    const outputs = new Float32Array(4096);
    const { first, end } = unitsOf(grid, 1);
    expect(first).toBe(grid.perCell);
    outputs[first + 2] = 0.5;
    outputs[end - 1] = -0.75;
    expect(shownUnit(grid, 1, outputs)).toBe(end - 1);
    expect(shownUnit(grid, 0, outputs)).toBe(0);
    expect(shownUnit(grid, 1, null)).toBe(first);
  });

  it('of the last group has only the units that are left', () => {
    const grid = networkLayout([4095], 328, U).layers[0];
    if (!grid) throw new Error('There is no layer.');
    expect(4095 % grid.perCell).not.toBe(0);
    expect(unitsOf(grid, grid.cells - 1).end).toBe(4095);
  });
});

describe('the keys', () => {
  const layout = networkLayout([64, 8], 1000, U);
  const columns = layout.layers[0]?.columns ?? 0;
  const press = (place: Place, ...keys: string[]) =>
    keys.reduce<Place>((from, key) => placeAfterKey(layout, from, key) ?? from, place);

  it('move to the next unit', () => {
    expect(press({ layer: 0, cell: 0 }, 'ArrowRight')).toEqual({ layer: 0, cell: 1 });
    expect(press({ layer: 0, cell: 1 }, 'ArrowLeft')).toEqual({ layer: 0, cell: 0 });
    expect(press({ layer: 0, cell: 0 }, 'ArrowDown')).toEqual({ layer: 0, cell: columns });
    expect(press({ layer: 0, cell: columns }, 'ArrowUp')).toEqual({ layer: 0, cell: 0 });
  });

  it('move from the edge of a layer to the nearest unit of the next one, and back', () => {
    const edge = { layer: 0, cell: 8 * columns - 1 };
    const next = press(edge, 'ArrowRight');
    expect(next.layer).toBe(1);
    expect(press(next, 'ArrowLeft').layer).toBe(0);
    const [from, to] = [boxOf(layout, edge), boxOf(layout, next)];
    expect(Math.abs(from.y - to.y)).toBeLessThan(to.height + from.height);
  });

  it('stop at the ends of the network', () => {
    expect(press({ layer: 0, cell: 0 }, 'ArrowLeft', 'ArrowUp', 'PageUp')).toEqual({ layer: 0, cell: 0 });
    const last = { layer: 3, cell: 9 };
    expect(press(last, 'ArrowRight', 'ArrowDown', 'PageDown')).toEqual(last);
  });

  it('Home, End, Page Up and Page Down go to the ends of the layer and to other layers', () => {
    expect(press({ layer: 0, cell: 5 }, 'End')).toEqual({ layer: 0, cell: 63 });
    expect(press({ layer: 0, cell: 5 }, 'Home')).toEqual({ layer: 0, cell: 0 });
    expect(press({ layer: 0, cell: 5 }, 'PageDown', 'PageDown', 'PageDown').layer).toBe(3);
    expect(press({ layer: 3, cell: 5 }, 'PageUp').layer).toBe(2);
  });

  it('do not leave a layer at its upper and lower end if the layers are side by side', () => {
    const top = { layer: 1, cell: 0 };
    expect(press(top, 'ArrowUp')).toEqual(top);
    const bottom = { layer: 0, cell: 63 };
    expect(press(bottom, 'ArrowDown')).toEqual(bottom);
  });

  it('up and down change the layer if the layers are below each other; left and right do not', () => {
    const upright = networkLayout([40, 8], 360, U);
    expect(upright.isUpright).toBe(true);
    const row = upright.layers[0]?.columns ?? 0;
    const last = { layer: 0, cell: row - 1 };
    expect(placeAfterKey(upright, { layer: 1, cell: 0 }, 'ArrowLeft')).toEqual({ layer: 1, cell: 0 });
    expect(placeAfterKey(upright, last, 'ArrowRight')).toEqual(last);
    expect(placeAfterKey(upright, { layer: 0, cell: 39 }, 'ArrowDown')?.layer).toBe(1);
    expect(placeAfterKey(upright, { layer: 1, cell: 0 }, 'ArrowUp')?.layer).toBe(0);
    // To the nearest unit, also sideways: from a row of eight to the logits, which are farther apart.
    const [left, right] = [0, 7].map((cell) => placeAfterKey(upright, { layer: 1, cell }, 'ArrowDown'));
    expect(left?.cell).toBeLessThan(right?.cell ?? 0);
  });

  it('without a meaning here are left to the page', () => {
    expect(placeAfterKey(layout, { layer: 0, cell: 0 }, 'a')).toBeNull();
  });

  it('reach every unit of every network, and never leave it', () => {
    fc.assert(
      fc.property(anyNetwork, anyWidth, (units, width) => {
        const layout = networkLayout(units, width, U);
        const all = placesOf(layout);
        const seen = new Set<string>();
        const open: Place[] = [{ layer: 0, cell: 0 }];
        while (open.length > 0) {
          const place = open.pop() as Place;
          const name = `${place.layer}:${place.cell}`;
          if (seen.has(name)) continue;
          seen.add(name);
          for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown']) {
            const next = placeAfterKey(layout, place, key);
            if (next) open.push(next);
          }
        }
        expect(seen).toEqual(new Set(all.map(({ layer, cell }) => `${layer}:${cell}`)));
      }),
      { numRuns: 4 },
    );
  });
});
