import { describe, expect, test } from 'vitest';
import { countMistakes, filterGarments, haveSameLabels } from '../../src/state/garment-filter';
import type { Examination } from '../../worker/protocol';

/** An examination of garments, each given as label, prediction and confidence. */
function examination(...garments: [label: number, predicted: number, confidence: number][]): Examination {
  return {
    epoch: 1,
    labels: Uint8Array.from(garments, ([label]) => label),
    predicted: Uint8Array.from(garments, ([, predicted]) => predicted),
    confidence: Float32Array.from(garments, ([, , confidence]) => confidence),
  };
}

const SANDAL = 5;
const SNEAKER = 7;
const BOOT = 9;

const six = examination(
  [SNEAKER, SNEAKER, 0.9],
  [SNEAKER, SANDAL, 0.5],
  [BOOT, BOOT, 0.7],
  [BOOT, SNEAKER, 0.8],
  [SANDAL, SANDAL, 0.3],
  [SNEAKER, SANDAL, 0.6],
);

describe('the garments that a filter shows', () => {
  test('are all garments, in the order of the file', () => {
    expect(filterGarments(six, { kind: 'all' })).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('are the mistakes, the most confident first', () => {
    expect(filterGarments(six, { kind: 'mistakes' })).toEqual([3, 5, 1]);
  });

  test('are all garments, right or wrong, the least confident first', () => {
    expect(filterGarments(six, { kind: 'least-sure' })).toEqual([4, 1, 5, 2, 3, 0]);
  });

  test('are those of one class, whatever the prediction', () => {
    expect(filterGarments(six, { kind: 'class', label: SNEAKER })).toEqual([0, 1, 5]);
  });

  test('are those of one class that are predicted as another', () => {
    expect(filterGarments(six, { kind: 'cell', label: SNEAKER, predicted: SANDAL })).toEqual([1, 5]);
  });

  test('are those of one class that are predicted correctly', () => {
    expect(filterGarments(six, { kind: 'cell', label: BOOT, predicted: BOOT })).toEqual([2]);
  });

  test('are none if none matches', () => {
    expect(filterGarments(six, { kind: 'cell', label: SANDAL, predicted: BOOT })).toEqual([]);
    expect(filterGarments(examination(), { kind: 'least-sure' })).toEqual([]);
  });

  test('keep the order of the file if the network is equally confident', () => {
    const even = examination([0, 1, 0.5], [0, 0, 0.5], [0, 1, 0.5]);
    expect(filterGarments(even, { kind: 'least-sure' })).toEqual([0, 1, 2]);
    expect(filterGarments(even, { kind: 'mistakes' })).toEqual([0, 2]);
  });
});

test('examinations have the same labels if the values are equal, even in copies', () => {
  const [one, other] = [examination([0, 1, 0.5], [1, 1, 0.5]), examination([0, 0, 0.9], [1, 0, 0.9])];
  expect(haveSameLabels(one, other)).toBe(true);
  expect(haveSameLabels(one, examination([0, 1, 0.5], [2, 1, 0.5]))).toBe(false);
  expect(haveSameLabels(one, examination([0, 1, 0.5]))).toBe(false);
  expect(haveSameLabels(one, null)).toBe(false);
  expect(haveSameLabels(null, null)).toBe(true);
});

test('mistakes are counted', () => {
  expect(countMistakes(six)).toBe(3);
  expect(countMistakes(examination())).toBe(0);
});
