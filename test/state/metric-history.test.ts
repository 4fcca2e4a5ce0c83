import { describe, expect, test } from 'vitest';
import {
  accuracyColumns,
  bestEpoch,
  EMPTY_HISTORY,
  lossColumns,
  MAX_BATCH_POINTS,
  type MetricHistory,
  withBatches,
  withEpoch,
} from '../../src/state/metric-history';
import type { EpochReport } from '../../worker/protocol';

function epochReport(epoch: number, change: Partial<EpochReport> = {}): EpochReport {
  return {
    epoch,
    epochs: 20,
    trainLoss: 1 / epoch,
    trainAccuracy: 0.8,
    valLoss: 2 / epoch,
    valAccuracy: 0.7,
    seconds: 1,
    imagesPerSecond: 1000,
    ...change,
  };
}

/** A history of this many batches, `steps` per epoch, each with the loss that `lossOf` returns for its position (from 0). */
function trained(batches: number, steps: number, lossOf: (index: number) => number): MetricHistory {
  let history = EMPTY_HISTORY;
  for (let index = 0; index < batches; index++) {
    history = withBatches(history, [{ atEpoch: (index + 1) / steps, loss: lossOf(index) }]);
  }
  return history;
}

describe('batch losses', () => {
  test('are appended with their position', () => {
    const first = withBatches(EMPTY_HISTORY, [
      { atEpoch: 0.25, loss: 4 },
      { atEpoch: 0.5, loss: 3 },
    ]);
    const second = withBatches(first, [{ atEpoch: 1.5, loss: 2 }]);
    expect(second.batches.x).toEqual([0.25, 0.5, 1.5]);
    expect(second.batches.loss).toEqual([4, 3, 2]);
  });

  test('do not change the previous history', () => {
    const before = withBatches(EMPTY_HISTORY, [{ atEpoch: 0.25, loss: 4 }]);
    withBatches(before, [{ atEpoch: 0.5, loss: 3 }]);
    expect(before.batches.loss).toEqual([4]);
    expect(EMPTY_HISTORY.batches.loss).toEqual([]);
  });

  test('change nothing if there are none in a report', () => {
    expect(withBatches(EMPTY_HISTORY, [])).toBe(EMPTY_HISTORY);
  });
});

describe('thinning', () => {
  test('keeps every batch as a point up to one below the limit', () => {
    const { batches } = trained(MAX_BATCH_POINTS - 1, 100, (index) => index);
    expect(batches.stride).toBe(1);
    expect(batches.loss).toEqual(Array.from({ length: MAX_BATCH_POINTS - 1 }, (_, index) => index));
  });

  test('averages neighbours at the limit, both losses and positions', () => {
    const { batches } = trained(MAX_BATCH_POINTS, 100, (index) => index);
    expect(batches.stride).toBe(2);
    expect(batches.loss).toHaveLength(MAX_BATCH_POINTS / 2);
    expect(batches.loss.slice(0, 3)).toEqual([0.5, 2.5, 4.5]);
    expect(batches.x[0]).toBeCloseTo(0.015, 12);
    expect(batches.x.at(-1)).toBeCloseTo(5.995, 12);
  });

  test.each([1, 7, 601, 5_000, 18_760])('of %d batches includes every one exactly once', (count) => {
    const { batches } = trained(count, 938, (index) => Math.sin(index));
    const { rest, stride, loss } = batches;
    const sum = Array.from({ length: count }, (_, index) => Math.sin(index)).reduce((a, b) => a + b, 0);
    expect(loss.length * stride + rest.count).toBe(count);
    expect(loss.reduce((a, b) => a + b * stride, 0) + rest.lossSum).toBeCloseTo(sum, 8);
    expect(lossColumns(trained(count, 938, () => 1)).x.length).toBeLessThanOrEqual(MAX_BATCH_POINTS);
  });

  test('does not depend on how the batches were reported', () => {
    const losses = Array.from({ length: 938 }, (_, index) => ({
      atEpoch: (index + 1) / 938,
      loss: 1 / (index + 1),
    }));
    const atOnce = withBatches(EMPTY_HISTORY, losses);
    expect(trained(938, 938, (index) => 1 / (index + 1))).toEqual(atOnce);
  });
});

describe('columns for the chart', () => {
  test('have epochs and batches on one ascending x, with null where a series has no point', () => {
    let history = trained(4, 4, (index) => 4 - index);
    history = withEpoch(history, epochReport(1));
    history = withBatches(history, [{ atEpoch: 1.25, loss: 0.5 }]);
    expect(lossColumns(history)).toEqual({
      x: [0.25, 0.5, 0.75, 1, 1.25],
      batch: [4, 3, 2, 1, 0.5],
      train: [null, null, null, 1, null],
      validation: [null, null, null, 2, null],
    });
  });

  test('have a separate row for an epoch between two thinned points', () => {
    let history = trained(MAX_BATCH_POINTS, 100, () => 1);
    for (let epoch = 1; epoch <= 6; epoch++) history = withEpoch(history, epochReport(epoch));
    const { x, batch, validation } = lossColumns(history);
    const row = x.indexOf(3);
    expect(batch[row]).toBeNull();
    expect(validation[row]).toBeCloseTo(2 / 3, 12);
    expect(x).toEqual([...x].sort((a, b) => a - b));
    expect(new Set(x).size).toBe(x.length);
  });

  test('show batches that do not fill a point yet as their mean so far', () => {
    const history = trained(MAX_BATCH_POINTS + 1, 100, (index) => (index < MAX_BATCH_POINTS ? 1 : 9));
    const { x, batch } = lossColumns(history);
    expect(batch.at(-1)).toBe(9);
    expect(x.at(-1)).toBeCloseTo(6.01, 12);
  });

  test('have one row per epoch for the accuracies', () => {
    const history = withEpoch(
      withEpoch(EMPTY_HISTORY, epochReport(1)),
      epochReport(2, { trainAccuracy: 0.9, valAccuracy: 0.85 }),
    );
    expect(accuracyColumns(history)).toEqual({
      x: [1, 2],
      batch: [null, null],
      train: [0.8, 0.9],
      validation: [0.7, 0.85],
    });
  });
});

describe('the best epoch', () => {
  test('has the highest validation accuracy, and is the first one if several are equal', () => {
    const epochs = [0.7, 0.88, 0.86, 0.88].map((valAccuracy, i) => epochReport(i + 1, { valAccuracy }));
    expect(bestEpoch(epochs)?.epoch).toBe(2);
  });

  test('is none before the first epoch', () => {
    expect(bestEpoch([])).toBeNull();
  });
});
