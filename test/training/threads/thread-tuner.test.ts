import { beforeEach, describe, expect, test } from 'vitest';
import { parseConfig } from '../../../worker/config';
import type { Engine } from '../../../worker/engines/engine';
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
  const tuner = new ThreadTuner(run, cores, (info) => told.push(info));
  let now = 0;
  /** Trains for a second. Returns the number of threads at its end. */
  const second = async (): Promise<number> => {
    await tuner.tune();
    for (const end = now + 1000; now < end; ) {
      tuner.beforeStep();
      now += stepMs[engine.info.threads] as number;
      tuner.afterStep(now, 64);
    }
    return engine.info.threads;
  };
  return { engine, second };
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
