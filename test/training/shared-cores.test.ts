import { beforeEach, describe, expect, test } from 'vitest';
import { parseConfig } from '../../worker/config';
import type { Engine } from '../../worker/engines/engine';
import type { EpochReport } from '../../worker/protocol';
import { RunPosition } from '../../worker/training/run-position';
import { SharedCores } from '../../worker/training/shared-cores';

/** An engine of which only the number of threads counts here. How fast an epoch is, the tests say. */
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
  const shared = new SharedCores(run, cores, (info) => told.push(info.threads));
  /** Trains an epoch at so many images a second, and says with how many threads. */
  const epoch = async (imagesPerSecond: number): Promise<number> => {
    await shared.share();
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

describe('three threads asked for on two cores', () => {
  test('compute the second epoch, and no other one if that was no faster', async () => {
    const { epoch } = runWith(3);
    expect(await epochsAt(epoch, [100, 90, 100, 10, 10])).toEqual([2, 3, 2, 2, 2]);
    expect(told).toEqual([2, 3, 2]);
  });

  test('compute all others too if it took less than four fifths of the time', async () => {
    const { epoch } = runWith(3);
    expect(await epochsAt(epoch, [100, 126, 100, 10, 10])).toEqual([2, 3, 2, 3, 3]);
    expect(told).toEqual([2, 3, 2, 3]);
  });

  test('are not worth a gain that is smaller', async () => {
    const { epoch } = runWith(3);
    expect(await epochsAt(epoch, [100, 124, 100, 1000])).toEqual([2, 3, 2, 2]);
  });

  test('are not taken for faster because the first epoch was slow: the third one counts as well', async () => {
    const { epoch } = runWith(3);
    expect(await epochsAt(epoch, [50, 110, 100, 1000])).toEqual([2, 3, 2, 2]);
  });

  test('are not tried where no epoch is left that could have anything of it', async () => {
    const { epoch } = runWith(3, TWO_CORES, 3);
    expect(await epochsAt(epoch, [100, 200, 100])).toEqual([2, 2, 2]);
  });

  test('are tried one epoch later where the run goes on in the middle of one', async () => {
    const { epoch, position } = runWith(3);
    position.finishBatch(0);
    expect(await epochsAt(epoch, [1000, 100, 126, 100, 10])).toEqual([2, 2, 3, 2, 3]);
  });
});

test('no more threads than cores are kept as they were asked for', async () => {
  const { epoch } = runWith(1);
  expect(await epochsAt(epoch, [100, 100])).toEqual([1, 1]);
  expect(told).toEqual([]);
});

test('where no number was asked for, a run has its share of the cores in each epoch', async () => {
  let mine = 1;
  const { epoch } = runWith(0, { ...TWO_CORES, share: async () => mine });
  expect(await epoch(100)).toBe(1);
  mine = 2;
  expect(await epochsAt(epoch, [100, 100])).toEqual([2, 2]);
  expect(told).toEqual([1, 2]);
});
