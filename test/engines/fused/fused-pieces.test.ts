import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeFusedStart } from '../../../scripts/lib/node/node-session';
import type { Batch } from '../../../worker/data/dataset';
import type { CreateEngine, Engine, EnginePieces, Work } from '../../../worker/engines/engine';
import { finish } from '../../../worker/engines/pieces';
import { FUSED_CASES, type FusedCase, fusedCase, stateOf } from '../../fixtures/fused-cases';

const { signal } = new AbortController();
/** Divides every step into the smallest pieces. */
const TINY_PIECES = { longStep: 0, piece: 1 };
const starts = [1, 2, 3].map((threads) => nodeFusedStart(TINY_PIECES).start(threads, 'a test', signal));
const start = (threads: number): Promise<CreateEngine> => starts[threads - 1] as Promise<CreateEngine>;

function piecesOf({ pieces }: Engine): EnginePieces {
  if (!pieces) throw new Error('an engine without pieces');
  return pieces;
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

const guessesFor = ({ count }: Batch) => ({
  predicted: new Uint8Array(count),
  confidence: new Float32Array(count),
});

describe('the engine fused in pieces', () => {
  test('gives the bits of whole steps, evaluations and predictions, for any network, batch, optimizer and 1 to 3 threads', async () => {
    const alone = await start(1);
    await fc.assert(
      fc.asyncProperty(FUSED_CASES, async (some) => {
        const { setup, batches } = fusedCase(some);
        const create = await start(some.threads);
        const [whole, inPieces] = [alone(setup), create(setup)];
        const pieces = piecesOf(inPieces);
        for (const batch of batches) {
          expect(finish(pieces.trainStep(batch))).toEqual(whole.trainStep(batch));
          const [one, other] = [guessesFor(batch), guessesFor(batch)];
          expect(finish(pieces.evaluateStep(batch, other))).toEqual(whole.evaluateStep(batch, one));
          expect(other).toEqual(one);
          const inputs = batch.inputs();
          expect(finish(pieces.predict(inputs, batch.count))).toEqual(whole.predict(inputs, batch.count));
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
      fc.asyncProperty(FUSED_CASES, async (some) => {
        const { setup, batches } = fusedCase(some);
        const [whole, other] = [alone(setup), (await start(some.threads))(setup)];
        const pieces = piecesOf(other);
        const total = countPieces(piecesOf(whole).trainStep(batches[0] as Batch));
        expect(other.parameters()).toEqual(setup.parameters);
        finish(pieces.trainStep(batches[0] as Batch));
        for (const [i, batch] of batches.entries()) {
          const before = stateOf(other);
          leaveAfter(pieces.trainStep(batch), Math.floor((some.interruptions[i] as number) * total));
          if (stateOf(other) === before) finish(pieces.trainStep(batch));
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
    const [some] = fc.sample(FUSED_CASES, { seed: 7, numRuns: 1 }) as [FusedCase];
    const { setup, batches } = fusedCase(some);
    const engine = (await start(1))(setup);
    const pieces = piecesOf(engine);
    const work = pieces.parameters();
    finish(pieces.trainStep(batches[0] as Batch));
    const copy = finish(work);
    expect(copy).toEqual(engine.parameters());
    expect(copy).not.toEqual(setup.parameters);
    engine.dispose();
  });
});
