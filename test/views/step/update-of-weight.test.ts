import { describe, expect, test } from 'vitest';
import { placeOfWeight, updateOfWeight } from '../../../src/views/step/update-of-weight';
import { inspectionOf } from './some-inspection';

/** 17 values. One of them is not 0. */
const at = (index: number, value: number) => {
  const values = new Float32Array(17);
  values[index] = value;
  return values;
};
/** In float32, an update that is tiny beside its weight changes nothing. It is shown nevertheless. */
const plain = { before: at(4, 0.5), update: at(4, 2 ** -30), after: at(4, 0.5) };

describe('the update of a weight', () => {
  test('by SGD has no moments', () => {
    const inspection = inspectionOf({ name: 'sgd', ...plain }, [...at(4, 2)]);
    expect(updateOfWeight(inspection, 4)).toEqual([
      { name: 'weight', value: 0.5 },
      { name: 'gradient', value: 2 },
      { name: 'update', value: 2 ** -30 },
      { name: 'newWeight', value: 0.5 },
    ]);
  });

  test('by Adam has m and v before and after, and both corrected', () => {
    const moments = [
      { name: 'm', before: at(4, 0.25), after: at(4, 0.5) },
      { name: 'v', before: at(4, 1), after: at(4, 2) },
    ] as const;
    const inspection = inspectionOf({ name: 'adam', ...plain, moments, corrections: [0.5, 0.125] });
    expect(updateOfWeight(inspection, 4).slice(2, 6)).toEqual([
      { name: 'm', before: 0.25, value: 0.5 },
      { name: 'v', before: 1, value: 2 },
      { name: 'mHat', value: 1 },
      { name: 'vHat', value: 16 },
    ]);
  });

  test.each([
    ['momentum', 'velocity', 'velocity'],
    ['rmsprop', 'mean-square', 'meanSquare'],
  ] as const)('by %s has one moment, %s', (name, moment, shown) => {
    const moments = [{ name: moment, before: at(4, 1), after: at(4, 3) }];
    const inspection = inspectionOf({ name, ...plain, moments });
    expect(updateOfWeight(inspection, 4)[2]).toEqual({ name: shown, before: 1, value: 3 });
    expect(updateOfWeight(inspection, 4)).toHaveLength(5);
  });
});

describe('the place of a weight', () => {
  test.each([
    [0, 'dense_1/kernel', 0, 0],
    [2, 'dense_1/kernel', 0, 2],
    [5, 'dense_1/kernel', 1, 2],
    [6, 'dense_1/bias', null, 0],
    [8, 'dense_1/bias', null, 2],
    [9, 'dense_2/kernel', 0, 0],
    [14, 'dense_2/kernel', 2, 1],
    [16, 'dense_2/bias', null, 1],
  ])('%i is in %s: input %s, unit %i', (index, parameter, input, unit) => {
    expect(placeOfWeight(inspectionOf({}), index)).toEqual({ parameter, input, unit });
  });

  test('exists only for a parameter', () => {
    expect(() => placeOfWeight(inspectionOf({}), 17)).toThrow('There is no parameter 17.');
  });
});
