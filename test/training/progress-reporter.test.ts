import { describe, expect, test } from 'vitest';
import type { TrainingProgress } from '../../worker/protocol';
import { type LoopPosition, ProgressReporter } from '../../worker/training/progress-reporter';

/** A run of `batches` training batches of 64 images, one for every `msABatch` of simulated time. */
function simulate(batches: number, msABatch: number, change: (elapsedMs: number) => number = (ms) => ms) {
  const sent: TrainingProgress[] = [];
  const reporter = new ProgressReporter((progress) => sent.push(progress));
  reporter.startEpoch(0);
  for (let step = 1; step <= batches; step++) {
    reporter.trainingBatch(position(step, batches, change(step * msABatch)), {
      lossSum: 64 * step,
      correct: 1,
      count: 64,
    });
  }
  return { sent, reporter };
}

function position(step: number, steps: number, elapsedMs: number): LoopPosition {
  return {
    stage: 'training',
    epoch: 1,
    epochs: 1,
    step,
    steps,
    loss: 1,
    accuracy: 0.5,
    elapsedMs,
    shareDone: step / steps,
  };
}

describe('reports', () => {
  test('come nine or ten times in each second of 938 batches of 5 ms', () => {
    const { sent } = simulate(938, 5);
    const inSecond = [0, 1, 2, 3].map(
      (second) => sent.filter(({ elapsedMs }) => Math.floor(elapsedMs / 1000) === second).length,
    );
    for (const count of inSecond) expect(count === 9 || count === 10).toBe(true);
  });

  test('come with every batch if batches are slower than that', () => {
    expect(simulate(5, 150).sent.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
  });

  test('start with the first batch', () => {
    expect(simulate(10, 1).sent.map(({ step }) => step)).toEqual([1]);
  });

  test('that were held back are sent once by flush', () => {
    const { sent, reporter } = simulate(10, 1);
    reporter.flush();
    expect(sent.map(({ step }) => step)).toEqual([1, 10]);
    reporter.flush();
    expect(sent).toHaveLength(2);
  });

  test('come during validation, too, with the same limit', () => {
    const { sent, reporter } = simulate(1, 5);
    const validation = (elapsedMs: number) => ({ ...position(1, 10, elapsedMs), stage: 'validation' as const });
    reporter.validationBatch(validation(50));
    reporter.validationBatch(validation(106));
    expect(sent.map(({ stage, elapsedMs }) => [stage, elapsedMs])).toEqual([
      ['training', 5],
      ['validation', 106],
    ]);
  });

  test('lose no batch loss: the mean of every batch arrives once, in order, at its position in the epoch', () => {
    const { sent, reporter } = simulate(200, 7);
    reporter.flush();
    const expected = Array.from({ length: 200 }, (_, i) => ({ atEpoch: (i + 1) / 200, loss: i + 1 }));
    expect(sent.flatMap(({ batchLosses }) => batchLosses)).toEqual(expected);
  });

  test('give batch losses across the end of an epoch their positions in their own epochs', () => {
    const { sent, reporter } = simulate(10, 1);
    reporter.trainingBatch({ ...position(1, 10, 200), epoch: 2 }, { lossSum: 64, correct: 1, count: 64 });
    expect(sent.at(-1)?.batchLosses.map(({ atEpoch }) => atEpoch)).toEqual([
      0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1,
    ]);
  });
});

describe('speed', () => {
  test('of a batch of 64 every 5 ms is 12,800 images per second', () => {
    for (const { imagesPerSecond } of simulate(938, 5).sent) expect(imagesPerSecond).toBeCloseTo(12_800, 6);
  });

  test('is averaged over about a second, so that irregular batches do not make it jump', () => {
    // Batches of 64 images that take 2 and 8 ms alternately: 12,800 images per second on average.
    const uneven = (ms: number) => ms + ((ms / 5) % 2 === 0 ? 0 : -3);
    const { sent } = simulate(938, 5, uneven);
    const afterHalfASecond = sent.filter(({ elapsedMs }) => elapsedMs >= 500);
    expect(afterHalfASecond.length).toBeGreaterThan(30);
    for (const { imagesPerSecond } of afterHalfASecond) {
      expect(imagesPerSecond).toBeGreaterThan(0.99 * 12_800);
      expect(imagesPerSecond).toBeLessThan(1.01 * 12_800);
    }
  });

  test('follows a change within about a second', () => {
    const slowAfter2s = (ms: number) => (ms <= 2000 ? ms : 2000 + (ms - 2000) * 4);
    const { sent } = simulate(1000, 5, slowAfter2s);
    const at = (elapsedMs: number) => sent.find((progress) => progress.elapsedMs >= elapsedMs)?.imagesPerSecond;
    expect(at(1900)).toBeCloseTo(12_800, 6);
    expect(at(3300)).toBeCloseTo(3200, 6);
  });

  test('excludes the time between the training of two epochs', () => {
    const { sent, reporter } = simulate(20, 5);
    reporter.startEpoch(10_100);
    reporter.trainingBatch(position(1, 20, 10_105), { lossSum: 1, correct: 1, count: 64 });
    expect(sent.at(-1)?.imagesPerSecond).toBeCloseTo(12_800, 6);
  });
});

test('the remaining time assumes that the rest of the run trains at the average speed so far', () => {
  const { sent } = simulate(938, 5);
  for (const { step, remainingMs } of sent) expect(remainingMs).toBeCloseTo((938 - step) * 5, 6);
});
