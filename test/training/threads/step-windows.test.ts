import { beforeEach, describe, expect, test } from 'vitest';
import { StepWindows } from '../../../worker/training/threads/step-windows';

let windows: StepWindows;
/** The clock of the run. */
let now: number;
beforeEach(() => {
  windows = new StepWindows();
  now = 0;
});

/** Trains steps of 10 images. Returns the times for an image of the windows that end with them. */
function train(count: number, stepMs: number): number[] {
  const times = Array.from({ length: count }, () => {
    now += stepMs;
    return windows.afterStep(now, 10);
  });
  return times.filter((time) => time !== null);
}

describe('a window', () => {
  test('ends with the step that completes 25 milliseconds, and has the time for an image', () => {
    train(1, 10);
    expect(train(2, 10)).toEqual([]);
    expect(train(1, 10)).toEqual([1]);
    expect(train(6, 20)).toEqual([2, 2, 2]);
  });

  test('is one step if a step takes longer', () => {
    train(1, 1000);
    expect(train(2, 1000)).toEqual([100, 100]);
  });

  test('does not contain the first step, also of a run that continues after an hour', () => {
    now = 3_600_000;
    expect(train(4, 10)).toEqual([1]);
  });

  test('does not contain an interruption and the step after it, but all other steps', () => {
    train(3, 10);
    windows.interrupt();
    now += 500;
    expect(train(1, 40)).toEqual([]);
    expect(train(1, 10)).toEqual([1]);
  });
});

test('windows end even if something interrupts training after every few steps', () => {
  train(1, 10);
  const times = Array.from({ length: 20 }, () => {
    windows.interrupt();
    now += 1;
    return train(4, 1);
  });
  expect(times.flat()).toEqual([0.1, 0.1]);
});

describe('after a change of the number of threads, a window', () => {
  test('begins anew', () => {
    train(3, 10);
    windows.restart();
    expect(train(4, 20)).toEqual([2]);
  });

  test('does not contain the first steps, which are slow for some milliseconds because helper threads start', () => {
    train(3, 10);
    windows.restart();
    expect(train(3, 2)).toEqual([]);
    expect(train(50, 0.5)).toEqual([0.05]);
  });

  test('begins even if something interrupts training after every few steps', () => {
    train(3, 10);
    windows.restart();
    const times = Array.from({ length: 12 }, () => {
      windows.interrupt();
      now += 1;
      return train(4, 1);
    });
    expect(times.flat()).toEqual([0.1]);
  });

  test('leaves out only one step if it takes longer than that', () => {
    train(1, 1000);
    windows.restart();
    expect(train(1, 1500)).toEqual([]);
    expect(train(1, 1000)).toEqual([100]);
  });
});
