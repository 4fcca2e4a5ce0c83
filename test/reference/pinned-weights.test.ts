import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { locateData } from '../../scripts/lib/data/prepare-data.mjs';
import { nodeSession } from '../../scripts/lib/node/node-session';
import { FairCoreAllocator } from '../../worker/engines/fused/core-allocator';
import { ONE_EPOCH_SHA256 } from './pinned-weights';

const { source } = await locateData();
if (!source)
  console.warn('\n  SKIPPED: THE WEIGHTS AFTER ONE EPOCH ARE NOT COMPARED, for lack of Fashion-MNIST\n');

describe.skipIf(!source)('one epoch of the lesson under Node', () => {
  test.each([1, 2, 3])('with %d threads ends with the pinned weights, bit for bit', async (threads) => {
    let computed = 0;
    // All three threads compute, even on a machine with fewer cores.
    const session = nodeSession((event) => {
      if (event.type === 'ready' || event.type === 'engine') computed = event.engine.threads;
    }, new FairCoreAllocator(3, undefined));
    const dataSrc = `${pathToFileURL(source ?? '').href}/`;
    const summary = await session.train({ dataSrc, engine: 'fused', threads, epochs: 1 });
    expect(summary.weightsSha256).toBe(ONE_EPOCH_SHA256);
    expect(computed).toBe(threads);
    await session.reset();
  });
});
