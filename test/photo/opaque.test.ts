import { describe, expect, test } from 'vitest';
import { makeOpaque } from '../../worker/photo/opaque';

type Colour = readonly [number, number, number, number];
const CLEAR: Colour = [200, 10, 10, 0];

/** A picture of 10 × 10 pixels, from a function of the position. */
const picture = (colour: (x: number, y: number) => Colour) =>
  Uint8ClampedArray.from(Array.from({ length: 100 }, (_, i) => colour(i % 10, Math.floor(i / 10))).flat());
const pixel = (colours: Uint8ClampedArray, x: number, y: number) => [
  ...colours.subarray(4 * (10 * y + x), 4 * (10 * y + x) + 4),
];
const isInside = (x: number, y: number) => x > 2 && x < 7 && y > 1 && y < 8;

describe('a garment that was cut out', () => {
  test.each([
    ['white', 255, 'black', 0],
    ['nearly white', 250, 'black', 0],
    ['light grey', 150, 'black', 0],
    ['dark grey', 90, 'white', 255],
    ['black', 0, 'white', 255],
  ] as const)('and is %s gets the background on which it can be seen', (_, level, name, background) => {
    const colours = picture((x, y) => (isInside(x, y) ? [level, level, level, 255] : CLEAR));
    expect(makeOpaque(colours, 10, 10)).toBe(name);
    expect(pixel(colours, 0, 0)).toEqual([background, background, background, 255]);
    expect(pixel(colours, 5, 5)).toEqual([level, level, level, 255]);
  });

  test('has edges that are blended with it', () => {
    const colours = picture((x, y) => (isInside(x, y) ? [255, 255, 255, y === 2 ? 51 : 255] : CLEAR));
    makeOpaque(colours, 10, 10);
    expect(pixel(colours, 5, 2)).toEqual([51, 51, 51, 255]);
  });
});

test('rounded corners get the colour of the border, and are no background', () => {
  const colours = picture((x, y) => (x + y === 0 ? CLEAR : [240, 230, 220, 255]));
  expect(makeOpaque(colours, 10, 10)).toBeNull();
  expect(pixel(colours, 0, 0)).toEqual([240, 230, 220, 255]);
});

test('an opaque picture does not change', () => {
  const colours = picture((x, y) => [x, y, 7, 255]);
  const before = colours.slice();
  expect(makeOpaque(colours, 10, 10)).toBeNull();
  expect(colours).toEqual(before);
});

test('a picture with nothing in it becomes white', () => {
  const colours = picture(() => CLEAR);
  expect(makeOpaque(colours, 10, 10)).toBe('white');
  expect(pixel(colours, 4, 4)).toEqual([255, 255, 255, 255]);
});
