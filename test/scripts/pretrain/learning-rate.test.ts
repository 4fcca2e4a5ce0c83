import { describe, expect, test } from 'vitest';
import { scheduleAt } from '../../../scripts/pretrain/learning-rate';

const STEPS = 1000;
const SHARES = Array.from({ length: STEPS }, (_, step) => scheduleAt({ warmUp: 0.1 }, step, STEPS));
const share = (step: number) => SHARES[step] as number;

describe('the step size of a run', () => {
  test('is above 0 from the first step to the last, and never above its peak', () => {
    expect(Math.min(...SHARES)).toBeGreaterThan(0);
    expect(Math.max(...SHARES)).toBeLessThanOrEqual(1);
    expect(share(STEPS - 1)).toBeLessThan(1e-5);
  });

  test('rises in a straight line during the warm-up', () => {
    for (let step = 1; step < 100; step++) {
      expect(share(step) - share(step - 1)).toBeCloseTo(1 / 100, 12);
    }
  });

  test('then falls until the end, never more than 0.011 from the cosine', () => {
    for (let step = 101; step < STEPS; step++) {
      expect(share(step)).toBeLessThan(share(step - 1));
      const cosine = (1 + Math.cos((Math.PI * (step + 0.5 - 100)) / 900)) / 2;
      expect(Math.abs(share(step) - cosine)).toBeLessThan(0.011);
    }
  });

  test('starts at its peak without a warm-up', () => {
    expect(scheduleAt({ warmUp: 0 }, 0, STEPS)).toBeCloseTo(1, 5);
  });
});
