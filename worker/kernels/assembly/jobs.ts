// What the team can be asked to do, how it falls into chunks, and which of them are whose.

import { Layer, layerAt, Plan } from './plan';

// A job falls into chunks that need nothing of each other. The jobs of a weight update are its stages, one behind the other.
/** Rows of the batch, first with one block of the first layer's inputs, then with the other: their sums. */
export const SUM = 4;
/** Rows of the batch: forward, loss, and the gradients before each activation. After SUM each chunk begins with its two sums. */
export const DIFFERENTIATE = 0;
/** Rows of the kernels, and the biases: the rest of the gradients and the update. */
export const UPDATE = 1;
/** Rows of the batch: forward and loss. */
export const EVALUATE = 2;
/** Rows of the batch: forward and probabilities. */
export const PREDICT = 3;

/** Rows of a kernel in a chunk of UPDATE. */
export const KERNEL_ROWS = 16;

/**
 * Whether threads share the first layer by its inputs as well: each then sums over those whose weights it has updated, and
 * few weights cross from one core's cache to another's.
 */
// @inline
export function sumsApart(plan: Plan): bool {
  const first = layerAt(plan, 0);
  return ASC_FEATURE_THREADS && plan.threads > 1 && first.half > 0;
}

/** Chunks of a job. */
export function chunksOf(plan: Plan, job: i32): i32 {
  if (job === UPDATE) return updateChunks(plan);
  return job === SUM ? 2 * rowChunks(plan) : rowChunks(plan);
}

/** Whether every chunk of a job needs the whole stage before. */
// @inline
export function waitsForAll(job: i32): bool {
  return job === UPDATE;
}

/**
 * So many chunks of a part are rather left to its owner. Of SUM all: each reads the weights of half a layer. Of UPDATE the last one, which
 * its owner will have done sooner.
 */
// @inline
export function leftToOwners(job: i32): i32 {
  if (job === SUM) return i32.MAX_VALUE;
  return job === UPDATE ? 1 : 0;
}

/** The first chunk of a thread's part of a job, or for `part` = threads the one behind the last. */
export function startOfPart(plan: Plan, job: i32, part: i32): i32 {
  const threads = plan.threads;
  const chunks = chunksOf(plan, job);
  if (part === threads) return chunks;
  // The trainer's thread brings the next batch meanwhile.
  if (job === DIFFERENTIATE && threads > 1) return part === 0 ? 0 : (chunks * (part - 1)) / (threads - 1);
  const first = layerAt(plan, 0);
  if (job !== UPDATE || first.half === 0) return (chunks * part) / threads;
  // Half of the threads update the second half of the first layer, which they have summed over, the others nearly all the rest.
  const second = secondChunks(first);
  return 2 * part <= threads
    ? (second * 2 * part) / threads
    : second + ((chunks - second) * (2 * part - threads)) / threads;
}

/** Chunks of so many rows of the batch. */
// @inline
export function rowChunks(plan: Plan): i32 {
  return (plan.count + plan.chunkRows - 1) / plan.chunkRows;
}

// The chunks of UPDATE are numbered so that two threads update nearly what they sum over: first the rows of the first layer's second
// half and a few before them, then everything that is small, which the helper has read and written when it differentiated, then the other
// rows of its first half.

/** Chunks of the first half that go with the second: what follows the sums the helper does alone, so it updates less. */
const AMENDS = 2;

/** How many chunks of the first layer's rows are the last in its kernel and the first of UPDATE. */
// @inline
export function secondChunks(first: Layer): i32 {
  return kernelChunks(first.inputs) - max(0, kernelChunks(first.half) - AMENDS);
}

export function updateChunks(plan: Plan): i32 {
  let chunks = 0;
  for (let i = 0; i < plan.layerCount; i++) chunks += kernelChunks(layerAt(plan, i).inputs) + 1;
  return chunks;
}

/** Chunks of so many rows of a kernel. Each layer's bias is one more. */
// @inline
export function kernelChunks(rows: i32): i32 {
  return (rows + KERNEL_ROWS - 1) / KERNEL_ROWS;
}

/** For a chunk of rows, how many of its two sums are missing. */
// @inline
export function missingOf(plan: Plan, chunk: i32): usize {
  return plan.missing + ((<usize>chunk) << 2);
}
