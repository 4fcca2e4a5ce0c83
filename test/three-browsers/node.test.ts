import { pathToFileURL } from 'node:url';
import { expect, inject, it } from 'vitest';
import { locateData } from '../../scripts/lib/data/prepare-data.mjs';
import { nodeSession } from '../../scripts/lib/node/node-session';
import { FairCoreAllocator } from '../../worker/engines/fused/core-allocator';
import { ONE_EPOCH_SHA256 } from '../reference/pinned-weights';
import { recordWeights } from './recorded-weights';

const { source } = await locateData();

it.skipIf(!source).each([1, 2])(
  'Node trains one epoch of Fashion-MNIST with %d threads to the same weights as the browsers',
  async (threads) => {
    let computed = 0;
    const session = nodeSession((event) => {
      if (event.type === 'ready') computed = event.engine.threads;
    }, new FairCoreAllocator(2, undefined));
    const dataSrc = `${pathToFileURL(source ?? '').href}/`;
    const { weightsSha256: sha256 } = await session.train({ dataSrc, engine: 'fused', threads, epochs: 1 });
    await session.reset();
    recordWeights(inject('weightsFile'), { by: `Node ${process.versions.node}`, threads: computed, sha256 });
    expect(sha256).toBe(ONE_EPOCH_SHA256);
    expect(computed).toBe(threads);
  },
);
