import { beforeEach, describe, expect, test } from 'vitest';
import { ThreadChoice } from '../../../worker/training/threads/thread-choice';

/** Milliseconds that a step of 64 images takes with each number of threads. Tests change them. */
let stepMs: Record<number, number>;
/** The clock of the run. */
let now: number;
beforeEach(() => {
  stepMs = { 1: 0.45, 2: 0.24 };
  now = 0;
});

const of = (...numbers: readonly number[]) =>
  new ThreadChoice(numbers.map((threads) => ({ threads, handicap: 1 })));

/** Trains for this many milliseconds. Returns the number of threads of each step. */
function trainFor(choice: ThreadChoice, ms: number): number[] {
  const used: number[] = [];
  for (const end = now + ms; now < end; ) {
    used.push(choice.current);
    now += stepMs[choice.current] as number;
    choice.afterStep(now, 64);
  }
  return used;
}

/** The numbers of threads in the order of their windows, without the steps in between. */
const changes = (used: readonly number[]) => used.filter((threads, i) => i === 0 || threads !== used[i - 1]);

/** How many milliseconds each of these took. */
function lengths(used: readonly number[]): number[] {
  const ms: number[] = [];
  used.forEach((threads, i) => {
    if (threads !== used[i - 1]) ms.push(0);
    ms.push((ms.pop() as number) + (stepMs[threads] as number));
  });
  return ms;
}

/** How many times as long a step took as with the best number of threads. */
const cost = (used: readonly number[], ms: number) => ms / used.length / Math.min(...Object.values(stepMs));

describe('a choice between one and two threads', () => {
  test('uses two until they have been measured, 150 ms after the first window', () => {
    const choice = of(2, 1);
    expect(changes(trainFor(choice, 170))).toEqual([2]);
    expect(changes(trainFor(choice, 40))).toEqual([2, 1]);
  });

  test('measures four windows of at least 25 ms with each, in turn, and uses the faster number', () => {
    stepMs = { 1: 0.42, 2: 0.51 };
    const choice = of(2, 1);
    const used = trainFor(choice, 1000);
    expect(changes(used)).toEqual([2, 1, 2, 1, 2, 1, 2, 1]);
    expect([choice.threads, choice.current]).toEqual([1, 1]);
    const windows = lengths(used).slice(1, -1);
    expect(windows).toHaveLength(6);
    for (const ms of windows) expect(ms).toBeGreaterThan(25);
  });

  test('measures only two windows with each if one number takes more than half as long again', () => {
    const choice = of(2, 1);
    expect(changes(trainFor(choice, 1000))).toEqual([2, 1, 2, 1, 2]);
    expect(choice.threads).toBe(2);
  });

  test.each([
    ['no core is busy', { 1: 0.45, 2: 0.24 }],
    ['one core is busy', { 1: 0.42, 2: 0.51 }],
    ['both cores are busy', { 1: 0.82, 2: 0.57 }],
    ['a second thread has no core at all', { 1: 0.42, 2: 30 }],
  ])('costs less than a twentieth in ten seconds when %s', (_, times) => {
    stepMs = times;
    const choice = of(2, 1);
    trainFor(choice, 1000);
    expect(cost(trainFor(choice, 10_000), 10_000)).toBeLessThan(1.05);
  });

  test('measures again within four seconds, and uses a core that has become free', () => {
    stepMs = { 1: 0.42, 2: 0.51 };
    const choice = of(2, 1);
    trainFor(choice, 1000);
    expect(choice.threads).toBe(1);
    stepMs = { 1: 0.42, 2: 0.24 };
    trainFor(choice, 4000);
    expect(choice.threads).toBe(2);
  });

  test('measures again at once if the time for an image grows by more than a fifth', () => {
    const choice = of(2, 1);
    trainFor(choice, 1000);
    stepMs = { 1: 0.45, 2: 0.51 };
    trainFor(choice, 500);
    expect(choice.threads).toBe(1);
  });

  test('measures again at once if it shrinks by more than a fifth', () => {
    stepMs = { 1: 0.82, 2: 1.5 };
    const choice = of(2, 1);
    trainFor(choice, 1500);
    expect(choice.threads).toBe(1);
    stepMs = { 1: 0.45, 2: 0.24 };
    trainFor(choice, 500);
    expect(choice.threads).toBe(2);
  });

  test('does not measure early if the time for an image grows by a sixth', () => {
    const choice = of(2, 1);
    trainFor(choice, 1000);
    stepMs = { 1: 0.45, 2: 0.28 };
    expect(changes(trainFor(choice, 2000))).toEqual([2]);
  });

  test('costs less than a tenth even if the times never settle', () => {
    const choice = of(2, 1);
    trainFor(choice, 1000);
    const start = now;
    let steps = 0;
    let best = 0;
    for (let state = 0; now < start + 30_000; state++) {
      const slow = state % 2 === 0 ? 1 : 1.5;
      stepMs = { 1: 0.48 * slow, 2: 0.24 * slow };
      const before = now;
      steps += trainFor(choice, 180).length;
      best += (now - before) / (0.24 * slow);
    }
    expect(best / steps).toBeLessThan(1.1);
  });

  test('keeps a number that is only a little slower', () => {
    stepMs = { 1: 0.4, 2: 0.405 };
    const choice = of(2, 1);
    trainFor(choice, 10_000);
    expect(choice.threads).toBe(2);
  });

  test.each([1, 2])('is not misled by one window in which %d threads wait for something', (disturbed) => {
    stepMs = { 1: 0.36, 2: 0.36, [3 - disturbed]: 0.42 };
    const choice = of(2, 1);
    const step = () => trainFor(choice, 0.01);
    // The trial's first window of this number of threads.
    trainFor(choice, 180);
    while (choice.current !== disturbed) step();
    step();
    now += 80;
    trainFor(choice, 400);
    expect(choice.threads).toBe(disturbed);
  });

  test('does not count the time of a validation between two steps', () => {
    const choice = of(2, 1);
    for (let epoch = 0; epoch < 20; epoch++) {
      trainFor(choice, 60);
      now += 500;
      choice.interrupt();
    }
    expect(choice.threads).toBe(2);
  });

  test('measures few steps if a step takes a second, and then none for long', () => {
    stepMs = { 1: 1900, 2: 1000 };
    const choice = of(2, 1);
    const used = trainFor(choice, 120_000);
    expect(choice.threads).toBe(2);
    expect(used.filter((threads) => threads === 1).length).toBeLessThan(10);
    expect(cost(trainFor(choice, 600_000), 600_000)).toBeLessThan(1.05);
  });
});

test('a choice between 8, 7, 4 and 1 threads finds the fastest, and the slow ones cost little', () => {
  const choice = of(8, 7, 4, 1);
  stepMs = { 1: 0.42, 4: 0.11, 7: 0.065, 8: 0.12 };
  trainFor(choice, 1000);
  expect(choice.threads).toBe(7);
  expect(cost(trainFor(choice, 10_000), 10_000)).toBeLessThan(1.05);
});

test('a number with a handicap must be faster by it', () => {
  const choice = new ThreadChoice([
    { threads: 1, handicap: 1 },
    { threads: 2, handicap: 1.25 },
  ]);
  stepMs = { 1: 1, 2: 0.85 };
  trainFor(choice, 3000);
  expect(choice.threads).toBe(1);
  stepMs = { 1: 1, 2: 0.7 };
  trainFor(choice, 5000);
  expect(choice.threads).toBe(2);
});

test('with one number there is nothing to measure', () => {
  stepMs = { 3: 0.2 };
  expect(changes(trainFor(of(3), 5000))).toEqual([3]);
});
