import { describe, expect, test } from 'vitest';
import {
  colourLimit,
  histogramOf,
  largestAt,
  magnitudeOf,
  mostVariedPixels,
  statisticsOf,
} from '../../../src/views/step/statistics';

describe('statistics', () => {
  test('are range, Euclidean norm and the share of exact zeros', () => {
    expect(statisticsOf([3, 0, -4, 0])).toEqual({ count: 4, smallest: -4, largest: 3, norm: 5, zeros: 0.5 });
  });

  test('count −0 as a zero, and tiny values not', () => {
    expect(statisticsOf(Float32Array.of(-0, 1e-30)).zeros).toBe(0.5);
  });

  test('sum in float64: the norm of many float32 values keeps its digits', () => {
    expect(statisticsOf(new Float32Array(1_000_000).fill(0.5)).norm).toBe(500);
  });

  test('of an empty array are zeros', () => {
    expect(statisticsOf([])).toEqual({ count: 0, smallest: 0, largest: 0, norm: 0, zeros: 0 });
  });

  test.each([
    [[-4, 3], 4],
    [[1, 2], 2],
    [[-1, -2], 2],
    [[0, 0], 0],
    // Nothing can be compared with NaN.
    [[Number.NaN], 0],
  ])('the magnitude of %j is %i', (values, magnitude) => {
    expect(magnitudeOf(statisticsOf(values))).toBe(magnitude);
  });
});

describe('a histogram', () => {
  test('counts the values of equal parts from −limit to limit', () => {
    // The parts begin at −3, −1 and 1.
    expect([...histogramOf([-3, -1.5, -1, 0.5, 1, 2.9, 3], 3, 3)]).toEqual([2, 2, 3]);
  });

  test('leaves out zeros and NaN, and puts values beyond the limit into the last part', () => {
    expect([...histogramOf([0, -0, Number.NaN, 7, -7, -8], 1, 3)]).toEqual([2, 0, 1]);
  });

  test('of zeros alone is empty', () => {
    expect([...histogramOf([0, 0], 0, 3)]).toEqual([0, 0, 0]);
  });
});

describe('the end of a colour scale', () => {
  test('is not exceeded by the given share of the magnitudes', () => {
    expect(colourLimit([1, -2, 3, 100], 0.75)).toBe(3);
    expect(colourLimit([1, -2, 3, 100], 1)).toBe(100);
  });

  test('ignores zeros, and is 0 if there is nothing else', () => {
    expect(colourLimit([0, 0, 0, 5], 0.5)).toBe(5);
    expect(colourLimit([0, 0])).toBe(0);
    expect(colourLimit([])).toBe(0);
  });

  test('reads only some values of a large array', () => {
    const values = Float32Array.from({ length: 3_000_000 }, (_, i) => (i % 2 ? -1 : 1));
    expect(colourLimit(values)).toBe(1);
  });

  test.each([8, 10, 64, 256])(
    'is found in whichever of %i columns the values of a large matrix are',
    (columns) => {
      const rows = 4096;
      for (const column of [0, 1, columns - 1]) {
        const matrix = new Float32Array(rows * columns);
        for (let row = 0; row < rows; row++) matrix[row * columns + column] = 1;
        expect(colourLimit(matrix), `column ${column}`).toBe(1);
      }
    },
  );

  test('leaves out half a per cent of the magnitudes if nothing else is asked for', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => i + 1);
    expect(colourLimit(values)).toBe(995);
  });
});

test('the largest value by magnitude is found, the first of equal ones', () => {
  expect(largestAt([1, -5, 5, 2])).toBe(1);
  expect(largestAt([0, 0])).toBe(0);
});

describe('the most varied pixels of a row', () => {
  test('are where neighbouring pixels differ most', () => {
    expect(mostVariedPixels([9, 9, 9, 9, /* */ 0, 0, 9, 0], 4, 3)).toBe(5);
  });

  test('are always in one row', () => {
    expect(mostVariedPixels([0, 0, 0, 9, /* */ 0, 0, 0, 0], 4, 2)).toBe(2);
  });

  test('of an empty image are its first ones', () => {
    expect(mostVariedPixels(new Uint8Array(784), 28, 6)).toBe(0);
  });
});
