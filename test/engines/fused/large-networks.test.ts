import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { nodeFusedStart } from '../../../scripts/lib/node/node-session';
import { Batch } from '../../../worker/data/dataset';
import { formatImage } from '../../../worker/data/format-image';
import type { Engine, EnginePieces } from '../../../worker/engines/engine';
import { classifierLayers, parameterCount, parameterTable } from '../../../worker/model/classifier';
import { DEPTH } from '../../fixtures/depth';
import { tinyData } from '../../fixtures/tiny-data';

const { signal } = new AbortController();

/** Weights that need no random numbers: 87 million of them take too long. */
function someWeights(count: number): Float32Array {
  const weights = new Float32Array(count);
  for (let i = 0; i < count; i++) weights[i] = (((i * 7919) % 1009) / 1009 - 0.5) * 0.04;
  return weights;
}

async function networkOf(hidden: readonly number[], batchSize: number, threads: number) {
  const layers = classifierLayers(hidden, 'relu');
  const create = await nodeFusedStart().start(threads, 'a test', signal);
  const parameters = someWeights(parameterCount(parameterTable(layers)));
  const optimizer = { name: 'adam', learningRate: 1e-3, momentum: 0 } as const;
  const engine = create({ layers, parameters, optimizer, batchSize });
  const split = tinyData(batchSize).train;
  const batch = new Batch(
    split,
    Int32Array.from({ length: batchSize }, (_, i) => i),
    formatImage,
  );
  return { engine, batch };
}

function sumOf(engine: Engine): string {
  const hash = createHash('sha256');
  for (const values of [engine.parameters(), ...engine.optimizerState().moments]) hash.update(values);
  return hash.digest('hex');
}

/** Leaves a step after this many pieces. @returns the longest piece, and the time it took to leave, in milliseconds */
function leave(pieces: EnginePieces, batch: Batch, after: number) {
  const work = pieces.trainStep(batch);
  let longest = 0;
  let start = performance.now();
  for (let i = 0; i < after && !work.next().done; i++) {
    longest = Math.max(longest, performance.now() - start);
    start = performance.now();
  }
  start = performance.now();
  work.return(undefined as never);
  return { longest, leaving: performance.now() - start };
}

const NETWORKS = [
  { hidden: [1024, 1024, 512], batchSize: 256 },
  ...(DEPTH.largestNetwork ? [{ hidden: [4096, 4096, 4096, 4096, 4096, 4096], batchSize: 64 }] : []),
];

describe.each(NETWORKS)('a network of $hidden hidden units', ({ hidden, batchSize }) => {
  test.each([1, 2])(
    'on %d threads has a step of more than 30 pieces, which can be left at any of them without a trace',
    async (threads) => {
      const { engine, batch } = await networkOf(hidden, batchSize, threads);
      const pieces = engine.pieces as EnginePieces;
      const before = sumOf(engine);
      // On two threads, one of them computes about half of the pieces.
      const total = 100 / threads;
      const left = [0, 0.1, 0.5, 0.9].map((share) => leave(pieces, batch, Math.floor(share * total)));
      expect(sumOf(engine)).toBe(before);
      const work = pieces.trainStep(batch);
      let count = 0;
      while (!work.next().done) count += 1;
      const ms = (values: number[]) => `${Math.max(...values).toFixed(1)} ms`;
      console.info(
        `${hidden.join('-')}, batch ${batchSize}, ${threads} threads: a step of ${count} pieces,`,
        `longest ${ms(left.map(({ longest }) => longest))}, left within ${ms(left.map(({ leaving }) => leaving))}`,
      );
      expect(count).toBeGreaterThan(30);
      expect(sumOf(engine)).not.toBe(before);
      engine.dispose();
    },
    DEPTH.testMs,
  );
});
