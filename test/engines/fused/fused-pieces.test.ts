import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeFusedStart } from '../../../scripts/lib/node/node-session';
import { Batch } from '../../../worker/data/dataset';
import { formatImage } from '../../../worker/data/format-image';
import type { CreateEngine, Engine, EnginePieces, EngineSetup, Work } from '../../../worker/engines/engine';
import { classifierLayers } from '../../../worker/model/classifier';
import { initialParameters } from '../../../worker/model/initialisers';
import { ACTIVATIONS, OPTIMIZERS } from '../../../worker/protocol';
import { RandomStream } from '../../../worker/random';

const { signal } = new AbortController();
/** Divides every step into the smallest pieces. */
const TINY_PIECES = { longStep: 0, piece: 1 };
const starts = [1, 2, 3].map((threads) => nodeFusedStart(TINY_PIECES).start(threads, 'a test', signal));
const start = (threads: number): Promise<CreateEngine> => starts[threads - 1] as Promise<CreateEngine>;

const CASES = fc.record({
  hidden: fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 4 }),
  inputs: fc.integer({ min: 1, max: 70 }),
  batchSize: fc.integer({ min: 1, max: 90 }),
  activation: fc.constantFrom(...ACTIVATIONS),
  optimizer: fc.constantFrom(...OPTIMIZERS),
  isBytes: fc.boolean(),
  seed: fc.nat(1000),
  threads: fc.constantFrom(1, 2, 3),
  /** Where each step is left before it is computed again, as a share of its pieces. */
  interruptions: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
});
type Case = typeof CASES extends fc.Arbitrary<infer T> ? T : never;

const RATES = { adam: 1e-2, sgd: 0.1, momentum: 0.02, rmsprop: 1e-3 } as const;

function caseOf({ hidden, inputs, batchSize, activation, optimizer: name, isBytes, seed }: Case) {
  const random = RandomStream.seeded(seed);
  const layers = classifierLayers(hidden, activation, inputs);
  const parameters = initialParameters(layers, random.fork('weights'));
  const setup: EngineSetup = {
    layers,
    parameters,
    optimizer: { name, learningRate: RATES[name], momentum: 0.9 },
    batchSize,
  };
  const count = batchSize + 3;
  const split = {
    count,
    images: Uint8Array.from({ length: count * inputs }, () => (random.nextInt(2) ? random.nextInt(256) : 0)),
    labels: Uint8Array.from({ length: count }, () => random.nextInt(10)),
  };
  const map: Batch['map'] = isBytes ? formatImage : (image, into) => formatImage(image, into);
  const batches = [batchSize, batchSize, Math.ceil(batchSize / 3)].map((size) => {
    const indices = Int32Array.from({ length: size }, () => random.nextInt(count));
    return new Batch(split, indices, map);
  });
  return { setup, batches };
}

function piecesOf({ pieces }: Engine): EnginePieces {
  if (!pieces) throw new Error('an engine without pieces');
  return pieces;
}

/** Computes all pieces. */
function all<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Computes this many pieces, then leaves the work. @returns whether it was still in progress */
function leaveAfter(work: Work<unknown>, pieces: number): boolean {
  for (let i = 0; i < pieces; i++) if (work.next().done) return false;
  work.return(undefined);
  return true;
}

function countPieces(work: Work<unknown>): number {
  let pieces = 0;
  while (!work.next().done) pieces += 1;
  return pieces;
}

/** Weights and state of the optimizer as one hash. */
function stateOf(engine: Engine): string {
  const hash = createHash('sha256');
  const { moments, powers } = engine.optimizerState();
  for (const values of [engine.parameters(), ...moments]) hash.update(new Uint8Array(values.buffer));
  return hash.update(JSON.stringify(powers)).digest('hex');
}

const guessesFor = ({ count }: Batch) => ({
  predicted: new Uint8Array(count),
  confidence: new Float32Array(count),
});

describe('the engine fused in pieces', () => {
  test('gives the bits of whole steps, evaluations and predictions, for any network, batch, optimizer and 1 to 3 threads', async () => {
    const alone = await start(1);
    await fc.assert(
      fc.asyncProperty(CASES, async (some) => {
        const { setup, batches } = caseOf(some);
        const create = await start(some.threads);
        const [whole, inPieces] = [alone(setup), create(setup)];
        const pieces = piecesOf(inPieces);
        for (const batch of batches) {
          expect(all(pieces.trainStep(batch))).toEqual(whole.trainStep(batch));
          const [one, other] = [guessesFor(batch), guessesFor(batch)];
          expect(all(pieces.evaluateStep(batch, other))).toEqual(whole.evaluateStep(batch, one));
          expect(other).toEqual(one);
          const inputs = batch.inputs();
          expect(all(pieces.predict(inputs, batch.count))).toEqual(whole.predict(inputs, batch.count));
        }
        expect(stateOf(inPieces)).toBe(stateOf(whole));
        whole.dispose();
        inPieces.dispose();
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  test('a step that is left at any piece changes nothing, and the same step afterwards gives the bits of an uninterrupted one', async () => {
    const alone = await start(1);
    await fc.assert(
      fc.asyncProperty(CASES, async (some) => {
        const { setup, batches } = caseOf(some);
        const [whole, other] = [alone(setup), (await start(some.threads))(setup)];
        const pieces = piecesOf(other);
        const total = countPieces(piecesOf(whole).trainStep(batches[0] as Batch));
        expect(other.parameters()).toEqual(setup.parameters);
        all(pieces.trainStep(batches[0] as Batch));
        for (const [i, batch] of batches.entries()) {
          const before = stateOf(other);
          leaveAfter(pieces.trainStep(batch), Math.floor((some.interruptions[i] as number) * total));
          if (stateOf(other) === before) all(pieces.trainStep(batch));
          whole.trainStep(batch);
          expect(stateOf(other)).toBe(stateOf(whole));
        }
        whole.dispose();
        other.dispose();
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  test('copies the weights as they are when the first piece begins, even if a step was completed after the call', async () => {
    const [some] = fc.sample(CASES, { seed: 7, numRuns: 1 }) as [Case];
    const { setup, batches } = caseOf(some);
    const engine = (await start(1))(setup);
    const pieces = piecesOf(engine);
    const work = pieces.parameters();
    all(pieces.trainStep(batches[0] as Batch));
    const copy = all(work);
    expect(copy).toEqual(engine.parameters());
    expect(copy).not.toEqual(setup.parameters);
    engine.dispose();
  });
});
