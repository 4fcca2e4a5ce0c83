import { beforeEach, describe, expect, test } from 'vitest';
import { parseConfig } from '../../../worker/config';
import type { Engine } from '../../../worker/engines/engine';
import { Turns } from '../../../worker/engines/turns';
import type { EngineInfo } from '../../../worker/protocol';
import { ThreadTuner } from '../../../worker/training/threads/thread-tuner';

/** An engine of which only the number of threads matters here. */
class SomeThreads {
  info: Partial<EngineInfo> & { threads: number };

  onThreads: (threads: number) => void = () => {};

  constructor(threads: number) {
    this.info = { threads, why: 'a test' };
  }

  setThreads(threads: number): void {
    this.onThreads(threads);
    this.info = { ...this.info, threads };
  }
}

const TWO_CORES = { count: 2, share: async () => 2, take: () => {}, giveBack: () => {} };

let told: EngineInfo[];
beforeEach(() => {
  told = [];
});
const numbersTold = () => told.map(({ threads }) => threads);

/** @param stepMs milliseconds of a step of 64 images with each number of threads */
function runWith(threads: number, stepMs: Record<number, number>, cores = TWO_CORES) {
  const engine = new SomeThreads(threads || Math.max(...Object.keys(stepMs).map(Number)));
  const run = { config: parseConfig({ threads }), engine: engine as unknown as Engine };
  let isCurrent = true;
  const tuner = new ThreadTuner(
    run,
    cores,
    (info) => told.push(info),
    () => isCurrent,
  );
  let now = 0;
  /** Trains a step, which takes this much longer than usual. */
  const step = (longerMs = 0): void => {
    tuner.beforeStep();
    now += longerMs + (stepMs[engine.info.threads] as number);
    tuner.afterStep(now, 64);
  };
  /** Trains for a second. Returns the number of threads at its end. */
  const second = async (): Promise<number> => {
    await tuner.tune();
    for (const end = now + 1000; now < end; ) step();
    return engine.info.threads;
  };
  /** Trains until the condition is true. Returns the number of steps. */
  const trainUntil = async (isEnough: () => boolean): Promise<number> => {
    await tuner.tune();
    for (let steps = 1; steps < 10_000; steps++) {
      step();
      if (isEnough()) return steps;
    }
    throw new Error('The condition is still false after 10,000 steps.');
  };
  const leave = () => {
    isCurrent = false;
  };
  return { engine, tuner, step, second, trainUntil, leave };
}

describe('a run without a number of threads in its settings', () => {
  test('uses one thread if that is faster, and reports it once', async () => {
    const { second } = runWith(0, { 1: 0.4, 2: 0.5 });
    for (let i = 0; i < 9; i++) expect(await second()).toBe(1);
    expect(numbersTold()).toEqual([1]);
  });

  test('keeps its share of the cores if that is faster, and reports nothing', async () => {
    const { second } = runWith(0, { 1: 0.4, 2: 0.22 });
    for (let i = 0; i < 9; i++) await second();
    expect(numbersTold()).toEqual([]);
  });

  test('follows its share of the cores', async () => {
    let mine = 1;
    const { second } = runWith(0, { 1: 0.4, 2: 0.2 }, { ...TWO_CORES, share: async () => mine });
    expect(await second()).toBe(1);
    mine = 2;
    expect(await second()).toBe(2);
    expect(numbersTold()).toEqual([1, 2]);
  });

  test('tries all cores, all but one, half of them, and one', async () => {
    const used = new Set<number>();
    const times = { 1: 0.4, 4: 0.1, 7: 0.06, 8: 0.15 };
    const { engine, second } = runWith(0, times, { ...TWO_CORES, share: async () => 8 });
    engine.onThreads = (threads) => used.add(threads);
    expect(await second()).toBe(7);
    expect([...used].sort()).toEqual([1, 4, 7, 8]);
    expect(numbersTold()).toEqual([7]);
  });

  test('asks only for threads that have started', async () => {
    const { engine, second } = runWith(0, { 1: 0.4, 2: 0.2 }, { ...TWO_CORES, share: async () => 8 });
    engine.onThreads = (threads) => expect(threads).toBeLessThanOrEqual(2);
    expect(await second()).toBe(2);
  });

  test('changes nothing between two steps, when another call may use the engine', async () => {
    const engine = new SomeThreads(2);
    const tuner = new ThreadTuner(
      { config: parseConfig({}), engine: engine as unknown as Engine },
      TWO_CORES,
      (info) => told.push(info),
      () => true,
    );
    let isAllowed = false;
    let changed = 0;
    engine.onThreads = () => {
      changed += 1;
      expect(isAllowed).toBe(true);
    };
    for (let now = 0; now < 5000; ) {
      if (now % 500 < 1) await tuner.tune();
      isAllowed = true;
      tuner.beforeStep();
      isAllowed = false;
      now += engine.info.threads === 1 ? 0.5 : 0.75;
      tuner.afterStep(now, 64);
    }
    expect(changed).toBeGreaterThan(3);
  });
});

describe('a run that settles', () => {
  /** A run in the middle of a trial, which is measuring one thread. Two are faster. */
  async function inTrial() {
    const run = runWith(0, { 1: 0.4, 2: 0.22 });
    await run.trainUntil(() => run.engine.info.threads === 1);
    return run;
  }

  test('in the middle of a trial uses the fastest number known, and reports nothing', async () => {
    const { engine, tuner } = await inTrial();
    tuner.settle();
    expect(engine.info.threads).toBe(2);
    expect(numbersTold()).toEqual([]);
  });

  test('continues the trial with the next step. The time until its end does not count', async () => {
    const { engine, tuner, step, second } = await inTrial();
    for (let epoch = 0; epoch < 10; epoch++) {
      tuner.settle();
      // A validation of a minute.
      step(60_000);
      expect(engine.info.threads).toBe(1);
    }
    expect(await second()).toBe(2);
  });

  test('waits while a call computes in pieces, also if another one follows it', async () => {
    const { engine, tuner } = await inTrial();
    const turns = new Turns();
    Object.assign(engine, { pieces: { turns } });
    const endFirst = turns.takeNow();
    const second = turns.take();
    tuner.settle();
    engine.onThreads = () => expect(turns.taken).toBeNull();
    expect(engine.info.threads).toBe(1);
    endFirst();
    (await second)();
    await new Promise((resolve) => setTimeout(resolve));
    expect(engine.info.threads).toBe(2);
  });

  test('leaves the engine alone if another run has begun while it waited', async () => {
    const { engine, tuner, leave } = await inTrial();
    const turns = new Turns();
    Object.assign(engine, { pieces: { turns } });
    const end = turns.takeNow();
    tuner.settle();
    leave();
    end();
    await new Promise((resolve) => setTimeout(resolve));
    expect(engine.info.threads).toBe(1);
  });

  test('after the last step of a trial reports the number that it has chosen', async () => {
    const times = { 1: 0.4, 2: 0.5 };
    const whole = runWith(0, times);
    const steps = await whole.trainUntil(() => told.length > 0);
    told = [];
    const { step, tuner } = runWith(0, times);
    await tuner.tune();
    for (let i = 1; i < steps; i++) step();
    expect(numbersTold()).toEqual([]);
    tuner.settle();
    expect(numbersTold()).toEqual([1]);
  });

  test('changes nothing if only one number is possible', async () => {
    const { engine, tuner } = runWith(2, { 1: 1, 2: 1 });
    await tuner.tune();
    tuner.settle();
    expect([engine.info.threads, told]).toEqual([2, []]);
  });
});

describe('a run with a number of threads in its settings', () => {
  test('uses exactly that number if it is not larger than the number of cores', async () => {
    for (const threads of [1, 2]) {
      const { second } = runWith(threads, { 1: threads, 2: 3 - threads });
      expect(await second()).toBe(threads);
    }
    expect(told).toEqual([]);
  });

  test.each([
    ['uses one thread per core if more are not a fifth faster', 0.9, 2],
    ['uses more threads than cores if they are a fifth faster', 0.7, 3],
  ])('%s', async (_, time, expected) => {
    const { second } = runWith(3, { 2: 1, 3: time });
    expect(await second()).toBe(expected);
    expect(numbersTold()).toEqual(expected === 2 ? [2] : [2, 3]);
  });
});
