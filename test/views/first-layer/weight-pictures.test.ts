import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  divergingScale,
  paintWeights,
  placeInSheet,
  SHEET_WIDTH,
  scaleLimit,
  sheetHeight,
} from '../../../src/views/first-layer/weight-pictures';

const PIXELS = 784;
const ORANGE = [168, 72, 12, 255];
const WHITE = [255, 255, 255, 255];
const TEAL = [0, 100, 124, 255];
const scale = divergingScale([...ORANGE, ...WHITE, ...TEAL]);

/** The RGBA bytes of a colour in one word. */
const bytes = (word: number) => [...new Uint8Array(Uint32Array.of(word).buffer)];

/** Paints kernels and returns the colour of a weight, by its unit and pixel. */
function painted(kernels: Float32Array, limit: number) {
  const sheet = new Uint32Array(SHEET_WIDTH * sheetHeight(kernels.length / PIXELS));
  paintWeights(sheet, kernels, limit, scale);
  const colour = (unit: number, pixel: number) => {
    const { x, y } = placeInSheet(unit);
    return bytes(sheet[(y + Math.floor(pixel / 28)) * SHEET_WIDTH + x + (pixel % 28)] as number);
  };
  return { sheet, colour };
}

describe('the scale of colours', () => {
  test('goes from one end through zero in the middle to the other', () => {
    expect(scale).toHaveLength(255);
    expect(bytes(scale[0] as number)).toEqual(ORANGE);
    expect(bytes(scale[127] as number)).toEqual(WHITE);
    expect(bytes(scale[254] as number)).toEqual(TEAL);
  });

  test('gets steadily paler towards zero, from both ends', () => {
    const reds = Array.from(scale, (word) => bytes(word)[0] as number);
    for (let i = 1; i <= 127; i++) {
      expect(reds[i]).toBeGreaterThanOrEqual(reds[i - 1] as number);
      expect(reds[127 + i]).toBeLessThanOrEqual(reds[126 + i] as number);
    }
  });
});

describe('the end of the scale', () => {
  test('is the magnitude that 99.5 % of 1,000 weights do not exceed, whatever the outliers are', () => {
    const weights = Float32Array.from({ length: 1000 }, (_, i) => (i % 2 ? -1 : 1) * (i < 996 ? 0.1 : 0.8));
    expect(scaleLimit(weights)).toBeCloseTo(0.1, 2);
    expect(scaleLimit(weights, 1)).toBeCloseTo(0.8);
  });

  test('is 0 for weights that are all 0', () => {
    expect(scaleLimit(new Float32Array(PIXELS))).toBe(0);
  });

  test('ignores weights that are not numbers', () => {
    expect(scaleLimit(Float32Array.of(Number.NaN, 0.5, -0.5))).toBeCloseTo(0.5);
  });

  test('is exceeded by at most 0.5 % of any weights, and is at most a thousandth above the largest of the rest', () => {
    const weight = fc.float({ noNaN: true, noDefaultInfinity: true, min: -4, max: 4 });
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 2000 }), (values) => {
        const weights = Float32Array.from(values);
        const limit = scaleLimit(weights);
        const magnitudes = Array.from(weights, Math.abs).sort((a, b) => a - b);
        const largest = magnitudes.at(-1) as number;
        const exact = magnitudes[Math.ceil(0.995 * magnitudes.length) - 1] as number;
        // One bin to each side, and the rounding of a sum in float64.
        expect(magnitudes.filter((magnitude) => magnitude > limit * (1 + 1e-9)).length).toBeLessThanOrEqual(
          0.005 * magnitudes.length,
        );
        expect(limit).toBeLessThanOrEqual(exact + largest / 1000 + 1e-9);
      }),
    );
  });
});

describe('the sheet', () => {
  test('has eight pictures side by side, with a margin of one pixel around each', () => {
    expect(SHEET_WIDTH).toBe(240);
    expect([1, 8, 9, 64].map(sheetHeight)).toEqual([30, 30, 60, 240]);
    expect(placeInSheet(0)).toEqual({ x: 1, y: 1 });
    expect(placeInSheet(7)).toEqual({ x: 211, y: 1 });
    expect(placeInSheet(8)).toEqual({ x: 1, y: 31 });
  });

  test('has each unit’s weights row by row in its place, and nothing between them', () => {
    const kernels = new Float32Array(9 * PIXELS);
    kernels[8 * PIXELS + 29] = 0.5; // of the ninth unit, in the second row
    const { sheet, colour } = painted(kernels, 0.5);
    expect(colour(8, 29)).toEqual(TEAL);
    expect(sheet.filter((word) => word === 0)).toHaveLength(sheet.length - 9 * PIXELS);
    expect(sheet.filter((word) => word === scale[254])).toHaveLength(1);
  });

  test('has the same colour for the same weight in every unit, and the background’s colour for zero', () => {
    const kernels = new Float32Array(2 * PIXELS);
    kernels.set([0.1, 0, -0.1, 5, -5], 0);
    kernels.set([0.1, 0, -0.1], PIXELS);
    const { colour } = painted(kernels, 0.2);
    for (const pixel of [0, 1, 2]) expect(colour(0, pixel)).toEqual(colour(1, pixel));
    expect(colour(0, 1)).toEqual(WHITE);
    expect(colour(0, 3)).toEqual(TEAL);
    expect(colour(0, 4)).toEqual(ORANGE);
  });

  test('is all background if all weights are 0', () => {
    const { colour } = painted(new Float32Array(PIXELS), 0);
    expect(colour(0, 0)).toEqual(WHITE);
  });
});
