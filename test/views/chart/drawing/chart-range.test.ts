import { describe, expect, test } from 'vitest';
import type { ChartColumns } from '../../../../src/state/metric-history';
import { accuracyRange, epochRange, lossRange } from '../../../../src/views/chart/drawing/chart-range';

/** Columns of a run with these values after its epochs, optionally with batches. */
function columns(validation: number[], batch: (number | null)[] = validation.map(() => null)): ChartColumns {
  const x = Array.from({ length: Math.max(validation.length, batch.length) }, (_, i) => i + 1);
  return { x, batch, train: validation, validation };
}

describe('the axis of epochs', () => {
  test.each([
    ['a short plan whole', 2, 3, 0, 3],
    ['the first 20 epochs of a long plan', 5, 1000, 0, 20],
    ['twice as much each time a long run gets there', 41, 1000, 0, 80],
    ['an earlier run that is somewhat longer, whole', 2, 20, 30, 30],
    ['an earlier run of up to 20 epochs whole beside a short one', 1, 3, 20, 20],
    ['a far longer earlier run as far as twice the plan', 2, 20, 1000, 40],
    ['the plan beside a shorter earlier run', 0, 20, 3, 20],
  ])('shows %s', (_, done, planned, past, end) => {
    expect(epochRange(done, planned, past)).toEqual([0, end]);
  });
});

describe('the axis of losses', () => {
  test('goes from 0 to above the largest loss of an epoch', () => {
    expect(lossRange(columns([0.5, 0.4]))).toEqual([0, expect.closeTo(0.6)]);
    expect(lossRange(columns([]))).toEqual([0, 1]);
  });

  test('cuts off the few largest batch losses', () => {
    const batches = Array.from({ length: 100 }, (_, i) => (i < 3 ? 9 : 0.5));
    expect(lossRange(columns([0.4], batches))).toEqual([0, expect.closeTo(0.6)]);
  });

  test('covers earlier runs, up to four times what the current run needs', () => {
    expect(lossRange(columns([0.5]), [0.9, 0.7])).toEqual([0, expect.closeTo(1)]);
    expect(lossRange(columns([0.5]), [50])).toEqual([0, expect.closeTo(2.2)]);
    expect(lossRange(columns([]), [0.9])).toEqual([0, expect.closeTo(1)]);
  });
});

describe('the axis of accuracies', () => {
  test('spans them in steps of 5%, at least two', () => {
    expect(accuracyRange(columns([0.82, 0.88]))).toEqual([expect.closeTo(0.8), expect.closeTo(0.9)]);
    expect(accuracyRange(columns([]))).toEqual([0.7, 1]);
    expect(accuracyRange(columns([1]))).toEqual([expect.closeTo(0.95), 1]);
  });

  test('covers earlier runs', () => {
    expect(accuracyRange(columns([0.88]), [0.1])).toEqual([expect.closeTo(0.05), expect.closeTo(0.9)]);
  });
});
