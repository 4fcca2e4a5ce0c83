import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { locateData } from '../../scripts/lib/data/prepare-data.mjs';
import { loadNodeData } from '../../scripts/lib/node/node-data';
import { chooseNodeEngine, nodeSession } from '../../scripts/lib/node/node-session';
import type { ChooseEngine } from '../../worker/engines/choose';
import { FairCoreAllocator } from '../../worker/engines/fused/core-allocator';
import { RandomStream } from '../../worker/random';
import { RecordedSession } from '../fixtures/recorded-session';
import { ONE_EPOCH_SHA256 } from './pinned-weights';

const { source } = await locateData();
if (!source)
  console.warn('\n  SKIPPED: THE WEIGHTS AFTER ONE EPOCH ARE NOT COMPARED, for lack of Fashion-MNIST\n');

const dataSrc = `${pathToFileURL(source ?? '').href}/`;

describe.skipIf(!source)('one epoch of the lesson under Node', () => {
  test.each([1, 2, 3])('with %d threads ends with the pinned weights, bit for bit', async (threads) => {
    let computed = 0;
    // All three threads compute, even on a machine with fewer cores.
    const session = nodeSession((event) => {
      if (event.type === 'ready' || event.type === 'engine') computed = event.engine.threads;
    }, new FairCoreAllocator(3, undefined));
    const summary = await session.train({ dataSrc, engine: 'fused', threads, epochs: 1 });
    expect(summary.weightsSha256).toBe(ONE_EPOCH_SHA256);
    expect(computed).toBe(threads);
    await session.reset();
  });

  test('with one to three threads in turn, changed at random before every step, ends with the pinned weights', async () => {
    const random = RandomStream.seeded(5);
    const used = new Set<number>();
    const chooseEngine: ChooseEngine = async (config, signal) => {
      const create = await chooseNodeEngine(config, signal);
      return (setup) => {
        const engine = create(setup);
        const { trainStep } = engine;
        engine.trainStep = (...args) => {
          engine.setThreads?.(1 + random.nextInt(3));
          used.add(engine.info.threads);
          return trainStep.apply(engine, args);
        };
        return engine;
      };
    };
    const { session } = new RecordedSession(await loadNodeData(dataSrc), chooseEngine);
    const summary = await session.train({ engine: 'fused', threads: 3, epochs: 1 });
    expect(summary.weightsSha256).toBe(ONE_EPOCH_SHA256);
    expect([...used].sort()).toEqual([1, 2, 3]);
    await session.reset();
  });
});
