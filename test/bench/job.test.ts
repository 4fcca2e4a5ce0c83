import { describe, expect, test } from 'vitest';
import { BATCH, gflops, LEARNING_RATE, trainingFlops } from '../../bench/job';

describe('the job', () => {
  test('is the lesson’s: batches of 64, a learning rate of 0.001', () => {
    expect([BATCH, LEARNING_RATE]).toEqual([64, 1e-3]);
  });

  test('has 2 · (54,912 + 54,912 + 4,736) operations per image: forward pass, gradients of weights, gradients of inputs', () => {
    expect(trainingFlops(1)).toBe(2 * (54_912 + 54_912 + 4_736));
    expect(trainingFlops(60_000)).toBe(60_000 * trainingFlops(1));
  });

  test('done in half a second has twice as many operations per second', () => {
    expect(gflops(3e9, 0.5)).toBe(6);
  });
});
