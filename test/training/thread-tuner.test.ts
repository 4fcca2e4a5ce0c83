import { beforeEach, describe, expect, test } from 'vitest';
import { parseConfig } from '../../worker/config';
import type { Engine } from '../../worker/engines/engine';
import type { EpochReport } from '../../worker/protocol';
import { RunPosition } from '../../worker/training/run-position';
import { ThreadTuner } from '../../worker/training/thread-tuner';

/** An engine of which only the number of threads matters here. Each test sets the speed of the epochs. */
class SomeThreads {
  info = { threads: 0 };

  constructor(asked: number) {
    this.info.threads = asked;
  }

  setThreads(most: number): void {
    this.info = { threads: most };
  }
}

const TWO_CORES = { count: 2, share: async () => 2, take: () => {}, giveBack: () => {} };

let told: number[];
beforeEach(() => {
  told = [];
});

function runWith(threads: number, cores = TWO_CORES, epochs = 20) {
  const config = parseConfig({ threads, epochs });
  const position = new RunPosition('example');
  const engine = new SomeThreads(threads || 2);
  const run = { config, position, engine: engine as unknown as Engine };
  const tuner = new ThreadTuner(run, cores, (info) => told.push(info.threads));
  /** Trains an epoch at this many images per second, and returns its number of threads. */
  const epoch = async (imagesPerSecond: number): Promise<number> => {
    await tuner.tune();
    position.finishEpoch({ imagesPerSecond } as EpochReport, 0, null);
    return engine.info.threads;
  };
  return { epoch, position };
}

async function epochsAt(epoch: (imagesPerSecond: number) => Promise<number>, speeds: readonly number[]) {
  const threads: number[] = [];
  for (const speed of speeds) threads.push(await epoch(speed));
  return threads;
}

describe('with three threads in the settings and two cores, a run', () => {
  test('trains only the second epoch with three threads if that is not faster', async () => {
    const { epoch } = runWith(3);
    expect(await epochsAt(epoch, [100, 90, 100, 10, 10])).toEqual([2, 3, 2, 2, 2]);
    expect(told).toEqual([2, 3, 2]);
  });

  test('trains the fourth and all later epochs with three threads if the second took less than four fifths of the time', async () => {
    const { epoch } = runWith(3);
    expect(await epochsAt(epoch, [100, 126, 100, 10, 10])).toEqual([2, 3, 2, 3, 3]);
    expect(told).toEqual([2, 3, 2, 3]);
  });

  test('stays with two threads if the gain is smaller', async () => {
    const { epoch } = runWith(3);
    expect(await epochsAt(epoch, [100, 124, 100, 1000])).toEqual([2, 3, 2, 2]);
  });

  test('compares with the third epoch too, since the first one may be slow', async () => {
    const { epoch } = runWith(3);
    expect(await epochsAt(epoch, [50, 110, 100, 1000])).toEqual([2, 3, 2, 2]);
  });

  test('makes no trial if no epoch would be left to benefit from it', async () => {
    const { epoch } = runWith(3, TWO_CORES, 3);
    expect(await epochsAt(epoch, [100, 200, 100])).toEqual([2, 2, 2]);
  });

  test('starts the trial one epoch later if it is resumed in the middle of an epoch', async () => {
    const { epoch, position } = runWith(3);
    position.finishBatch(0);
    expect(await epochsAt(epoch, [1000, 100, 126, 100, 10])).toEqual([2, 2, 3, 2, 3]);
  });
});

test('a run keeps the number of threads in its settings if it is not larger than the number of cores', async () => {
  const { epoch } = runWith(1);
  expect(await epochsAt(epoch, [100, 100])).toEqual([1, 1]);
  expect(told).toEqual([]);
});

test('a run without a number of threads in its settings uses its share of the cores in each epoch', async () => {
  let mine = 1;
  const { epoch } = runWith(0, { ...TWO_CORES, share: async () => mine });
  expect(await epoch(100)).toBe(1);
  mine = 2;
  expect(await epochsAt(epoch, [100, 100])).toEqual([2, 2]);
  expect(told).toEqual([1, 2]);
});
