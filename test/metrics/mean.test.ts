import { describe, expect, test } from 'vitest';
import { Mean } from '../../worker/metrics';

describe('Mean', () => {
  test('of 1, 3, 5, 7 is 4, as in Keras’ documentation', () => {
    const mean = new Mean();
    mean.updateState([1, 3, 5, 7]);
    expect(mean.result()).toBe(4);
  });

  test('of 1, 3, 5, 7 weighted 1, 1, 0, 0 is 2, as in Keras’ documentation', () => {
    const mean = new Mean();
    mean.updateState([1, 3, 5, 7], [1, 1, 0, 0]);
    expect(mean.result()).toBe(2);
  });

  test('accepts single values, and one weight for all', () => {
    const mean = new Mean();
    mean.updateState(10, 3);
    mean.updateState([2, 4], 0.5);
    expect(mean.result()).toBe((30 + 1 + 2) / 4);
  });

  test('accepts typed arrays', () => {
    const mean = new Mean();
    mean.updateState(Float32Array.of(0.5, 1.5), Uint8Array.of(3, 1));
    expect(mean.result()).toBe(0.75);
  });

  test('is 0 before the first update, as in Keras', () => {
    expect(new Mean().result()).toBe(0);
  });

  test('starts again after resetState', () => {
    const mean = new Mean('loss');
    mean.updateState([100, 200]);
    mean.resetState();
    expect(mean.result()).toBe(0);
    mean.updateState([6]);
    expect(mean.result()).toBe(6);
    expect(mean.name).toBe('loss');
  });

  test('accepts sums computed elsewhere: batches of 25,000, 25,000 and 10,000 weigh by their size', () => {
    const mean = new Mean();
    mean.updateSum(0.5 * 25_000, 25_000);
    mean.updateSum(0.5 * 25_000, 25_000);
    mean.updateSum(1 * 10_000, 10_000);
    expect(mean.result()).toBe(35_000 / 60_000);
  });

  test('does not drift: 10 million times 0.1 is 0.1 within 1e-9; a float32 sum would be wrong by 9 %', () => {
    const mean = new Mean();
    let float32 = 0;
    for (let i = 0; i < 10_000_000; i++) {
      mean.updateSum(0.1, 1);
      float32 = Math.fround(float32 + Math.fround(0.1));
    }
    expect(Math.abs(mean.result() - 0.1)).toBeLessThan(1e-9);
    expect(Math.abs(float32 / 10_000_000 - 0.1)).toBeGreaterThan(0.005);
  });

  test('refuses a number of weights that differs from the number of values', () => {
    expect(() => new Mean().updateState([1, 2, 3], [1, 1])).toThrow(/2 weights for 3/);
  });
});
