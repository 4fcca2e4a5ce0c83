import { describe, expect, test } from 'vitest';
import type { SampleWeighting } from '../../worker/protocol';
import { EpochMetrics } from '../../worker/training/epoch-metrics';

/** The lesson's warning: batches of 25,000, 25,000 and 10,000 images, with mean losses of 0.5, 0.5 and 1. */
const LESSON = [
  { lossSum: 0.5 * 25_000, correct: 20_000, count: 25_000 },
  { lossSum: 0.5 * 25_000, correct: 20_000, count: 25_000 },
  { lossSum: 1 * 10_000, correct: 5000, count: 10_000 },
];

function metricsOf(weighting: SampleWeighting): EpochMetrics {
  const metrics = new EpochMetrics(weighting);
  for (const batch of LESSON) metrics.updateState(batch);
  return metrics;
}

describe('the loss of an epoch with a smaller last batch', () => {
  test('weighted by example is 0.583: every image counts the same', () => {
    expect(metricsOf('example').result().loss).toBeCloseTo(35 / 60, 14);
  });

  test('weighted by batch is 0.667, the lesson’s skewed mean of batch means', () => {
    expect(metricsOf('batch').result().loss).toBeCloseTo(2 / 3, 14);
  });
});

test.each(['example', 'batch'] as const)('weighted by %s, the accuracy is 45,000 of 60,000', (weighting) => {
  expect(metricsOf(weighting).result()).toMatchObject({ accuracy: 0.75, count: 60_000 });
});

test('batches of equal size have the same loss with both weightings', () => {
  const [byExample, byBatch] = [new EpochMetrics('example'), new EpochMetrics('batch')];
  for (const lossSum of [64, 32, 16]) {
    byExample.updateState({ lossSum, correct: 1, count: 64 });
    byBatch.updateState({ lossSum, correct: 1, count: 64 });
  }
  expect(byExample.result().loss).toBeCloseTo(byBatch.result().loss, 15);
});

test('resetState forgets the epoch', () => {
  const metrics = metricsOf('example');
  metrics.resetState();
  expect(metrics.result()).toEqual({ loss: 0, accuracy: 0, count: 0 });
  metrics.updateState({ lossSum: 3, correct: 1, count: 2 });
  expect(metrics.result()).toEqual({ loss: 1.5, accuracy: 0.5, count: 2 });
});

test.each(['example', 'batch'] as const)(
  'with the weighting %s, metrics continue from a saved state',
  (weighting) => {
    const before = new EpochMetrics(weighting);
    before.updateState({ lossSum: 0.1 + 0.2, correct: 1, count: 3 });
    const after = new EpochMetrics(weighting, before.state());
    for (const metrics of [before, after]) metrics.updateState({ lossSum: 0.7, correct: 2, count: 2 });
    expect(after.result()).toEqual(before.result());
    expect(after.state()).toEqual(before.state());
  },
);
