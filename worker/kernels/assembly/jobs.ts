// What the threads compute together, how that is cut into chunks, and which thread owns which chunks.
//
// A job is one kind of work on the whole batch or on all weights. It consists of chunks that do not depend on each
// other, so any thread can compute any chunk, in any order, with the same result to the bit. A weight update runs
// three jobs, its stages: SUM, DIFFERENTIATE, UPDATE. (With one thread, or a first layer of up to 16 inputs, there is
// no SUM.)
//
// Example: the lesson's network 784–64–64–10, a batch of 64 images, three threads. The engine has set chunkRows to 22
// and the first layer's `half` to 400.
//
//   SUM, 6 chunks           second half of the inputs, 400–783:   0: rows 0–21   1: rows 22–43   2: rows 44–63
//                           first half of the inputs, 0–399:      3: rows 0–21   4: rows 22–43   5: rows 44–63
//   DIFFERENTIATE, 3 chunks                                       0: rows 0–21   1: rows 22–43   2: rows 44–63
//   UPDATE, 60 chunks       0–25   rows 368–783 of the first kernel, sixteen rows each
//                           26     the first bias
//                           27–31  the second layer: four chunks of its kernel, then its bias
//                           32–36  the third layer: the same
//                           37–59  rows 0–367 of the first kernel
//
//   part of the thread      0               1               2
//   SUM                     0–1             2–3             4–5
//   DIFFERENTIATE           none            0               1–2
//   UPDATE                  0–16            17–36           37–59
//
// Thread 0 is the trainer's own. It owns nothing of DIFFERENTIATE because it copies in the next batch at that time.
//
// The parts follow the caches. A core that writes numbers has them in its own cache, and reading them from another
// core costs several times as much. So a thread updates the weights that it will read in the next step's SUM, and
// a thread that differentiates also updates the small layers, whose weights and gradients it has just read and written
// (docs/decisions/0028, 0039, 0045). With two threads, thread 0 owns the second half in SUM and UPDATE, with two more
// chunks in UPDATE, and thread 1 owns everything else.

import { isInPieces, kernelChunks, piecesOf } from './pieces';
import { Layer, layerAt, Plan } from './plan';

/**
 * Rows of the batch: forward pass, loss, and the gradients with respect to each layer's values. After SUM, a chunk
 * starts from its two sums.
 */
export const DIFFERENTIATE = 0;
/** Rows of the kernels, and biases: their gradients and the update. */
export const UPDATE = 1;
/** Rows of the batch: forward pass and loss. */
export const EVALUATE = 2;
/** Rows of the batch: forward pass and probabilities. */
export const PREDICT = 3;
/** Rows of the batch and one half of the first layer's inputs: the sums over these inputs. */
export const SUM = 4;

/** Whether a weight update begins with SUM. */
// @inline
export function sumsApart(plan: Plan): bool {
  const first = layerAt(plan, 0);
  return ASC_FEATURE_THREADS && plan.threads > 1 && first.half > 0;
}

/** The number of chunks of a job. */
export function chunksOf(plan: Plan, job: i32): i32 {
  if (job === UPDATE) return updateChunks(plan);
  if (isInPieces(job)) return piecesOf(plan, job);
  return job === SUM ? 2 * rowChunks(plan) : rowChunks(plan);
}

/** Whether a chunk of the job needs the whole stage before it. */
// @inline
export function waitsForAll(job: i32): bool {
  return job === UPDATE;
}

/**
 * How many chunks of a part the other threads leave to its owner for a while. All of SUM: each chunk reads the
 * weights of half a layer. The last one of UPDATE: the owner finishes it sooner than another thread that starts it
 * now.
 */
// @inline
export function reservedForOwner(job: i32): i32 {
  if (job === SUM) return i32.MAX_VALUE;
  return job === UPDATE ? 1 : 0;
}

/** The first chunk of a thread's part of a job. With `part` = threads, the number of chunks. */
export function startOfPart(plan: Plan, job: i32, part: i32): i32 {
  const threads = plan.threads;
  const chunks = chunksOf(plan, job);
  if (part === threads) return chunks;
  if (job === DIFFERENTIATE && threads > 1) return part === 0 ? 0 : (chunks * (part - 1)) / (threads - 1);
  const first = layerAt(plan, 0);
  if (job !== UPDATE || first.half === 0) return (chunks * part) / threads;
  // The first half of the threads share the chunks before the first bias, the others the rest. In the example part 1
  // of 3 starts at 26 · 2 · 1 / 3 = 17 and part 2 at 26 + 34 · (2 · 2 − 3) / 3 = 37.
  const second = secondHalfChunks(first);
  return 2 * part <= threads
    ? (second * 2 * part) / threads
    : second + ((chunks - second) * (2 * part - threads)) / threads;
}

/** How many chunks of `chunkRows` rows the batch has. */
// @inline
export function rowChunks(plan: Plan): i32 {
  return (plan.count + plan.chunkRows - 1) / plan.chunkRows;
}

/**
 * Chunks of the first half that are numbered with the second half and so belong to the trainer's thread. They balance
 * the work: helpers differentiate alone.
 */
const MOVED_CHUNKS = 2;

/**
 * How many chunks of UPDATE come before the first layer's bias: those of the second half of its kernel, and
 * MOVED_CHUNKS.
 */
// @inline
export function secondHalfChunks(first: Layer): i32 {
  return kernelChunks(first.inputs) - max(0, kernelChunks(first.half) - MOVED_CHUNKS);
}

/** How many chunks UPDATE has. */
export function updateChunks(plan: Plan): i32 {
  let chunks = 0;
  for (let i = 0; i < plan.layerCount; i++) chunks += kernelChunks(layerAt(plan, i).inputs) + 1;
  return chunks;
}

/** The address of the number of a row chunk's sums that are not finished: 2, 1 or 0. */
// @inline
export function missingSumsOf(plan: Plan, chunk: i32): usize {
  return plan.missing + ((<usize>chunk) << 2);
}
