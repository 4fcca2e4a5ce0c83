import { describe, expect, test } from 'vitest';
import { BATCH, gflops, LEARNING_RATE, median, trainingFlops } from '../../bench/job';

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

describe('the median', () => {
  test.each([
    [[7], 7],
    [[9, 1, 5], 5],
    [[10, 9, 2, 1], 5.5],
    [[100, 20, 3], 20],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  test('does not change the order of the values; of none there is none', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
    expect(() => median([])).toThrow();
  });
});
