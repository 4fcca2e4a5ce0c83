import { describe, expect, test } from 'vitest';
import { countMistakes, filterGarments } from '../../src/state/garment-filter';
import type { Examination } from '../../worker/protocol';

/** What the network makes of garments, each given as label, guess and confidence. */
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
  test('are all of them in the order of the file', () => {
    expect(filterGarments(six, { kind: 'all' })).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('are the mistakes, the surest first', () => {
    expect(filterGarments(six, { kind: 'mistakes' })).toEqual([3, 5, 1]);
  });

  test('are all of them, the least sure first, right or wrong', () => {
    expect(filterGarments(six, { kind: 'least-sure' })).toEqual([4, 1, 5, 2, 3, 0]);
  });

  test('are those of one class, whatever they are taken for', () => {
    expect(filterGarments(six, { kind: 'class', label: SNEAKER })).toEqual([0, 1, 5]);
  });

  test('are those of one class that are taken for another', () => {
    expect(filterGarments(six, { kind: 'cell', label: SNEAKER, predicted: SANDAL })).toEqual([1, 5]);
  });

  test('are those of one class that are recognised', () => {
    expect(filterGarments(six, { kind: 'cell', label: BOOT, predicted: BOOT })).toEqual([2]);
  });

  test('are none where none matches', () => {
    expect(filterGarments(six, { kind: 'cell', label: SANDAL, predicted: BOOT })).toEqual([]);
    expect(filterGarments(examination(), { kind: 'least-sure' })).toEqual([]);
  });

  test('keep the order of the file where the network is equally sure', () => {
    const even = examination([0, 1, 0.5], [0, 0, 0.5], [0, 1, 0.5]);
    expect(filterGarments(even, { kind: 'least-sure' })).toEqual([0, 1, 2]);
    expect(filterGarments(even, { kind: 'mistakes' })).toEqual([0, 2]);
  });
});

test('mistakes are counted', () => {
  expect(countMistakes(six)).toBe(3);
  expect(countMistakes(examination())).toBe(0);
});
