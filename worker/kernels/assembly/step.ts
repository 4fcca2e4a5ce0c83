// One call a step: the batch through the network, the loss, the gradients and the update.

import {
  denseBackwardBias, denseBackwardInput, denseBackwardKernel, denseForward, denseSums, denseSumUp,
} from './dense';
import { layerAt, Plan } from './plan';
import { softmax, softmaxCrossEntropy } from './softmax-cross-entropy';
import { finish, publish, share } from './team';

// What the team can be asked to do. A job falls into chunks that need nothing of each other.
/** Rows of the batch, first with one block of the first layer's inputs, then with the other: their sums. */
const SUM = 4;
/** Rows of the batch: forward, loss, and the gradients before each activation. After SUM it begins with those sums. */
const DIFFERENTIATE = 0;
/** Rows of the kernels, and the biases: the rest of the gradients and the update. */
const UPDATE = 1;
/** Rows of the batch: forward and loss. */
const EVALUATE = 2;
/** Rows of the batch: forward and probabilities. */
const PREDICT = 3;

/** Rows of a kernel in a chunk of UPDATE. */
const KERNEL_ROWS = 16;

/**
 * Bringing a batch of images takes the trainer's thread as long as updating so many chunks of a first layer with one unit. Measured
 * in docs/performance.md; the batch's size does not change it.
 */
const CHUNKS_BEHIND = 512;

/**
 * One weight update on the `plan.count` images of the batch. Leaves in `plan.correct` how many were classified
 * correctly before it. The helpers may still be at the update afterwards, while the trainer's thread brings
 * the next batch: until `finishStep` the plan, the images and the weights have to stay as they are.
 * @returns the sum of the images' cross-entropies before the update
 */
export function trainStep(plan: Plan): f64 {
  finish(plan);
  if (sumsApart(plan)) share(plan, SUM, 2 * rowChunks(plan));
  share(plan, DIFFERENTIATE, rowChunks(plan));
  publish(plan, UPDATE, updateChunks(plan), plan.fromPixels ? CHUNKS_BEHIND / layerAt(plan, 0).columns : 0);
  return sumUp(plan);
}

/** Works on what is left of the last step's update, and returns when it is done. */
export function finishStep(plan: Plan): void {
  finish(plan);
}

/** The sum of the images' cross-entropies; the weights stay as they are. */
export function evaluateStep(plan: Plan): f64 {
  finish(plan);
  share(plan, EVALUATE, rowChunks(plan));
  return sumUp(plan);
}

/** Leaves the class probabilities of the batch in the last layer's output. */
export function predictStep(plan: Plan): void {
  finish(plan);
  share(plan, PREDICT, rowChunks(plan));
}

/** Works on one chunk, with the scratch memory of one thread. */
export function runChunk(plan: Plan, job: i32, chunk: i32, thread: i32): void {
  const scratch = plan.scratch + <usize>thread * plan.scratchBytes;
  if (job == UPDATE) runUpdateChunk(plan, chunk, scratch);
  else if (job == SUM) runSumChunk(plan, chunk, scratch);
  else runRowChunk(plan, job, chunk, scratch);
}

/**
 * Whether threads share the first layer by its inputs as well: each then sums over those whose weights it has updated, and
 * few weights cross from one core's cache to another's.
 */
@inline
function sumsApart(plan: Plan): bool {
  const first = layerAt(plan, 0);
  return ASC_FEATURE_THREADS && plan.threads > 1 && first.half > 0;
}

function runSumChunk(plan: Plan, chunk: i32, scratch: usize): void {
  // The trainer's thread, whose part comes first, sums over the second half: garments fill it a little more, and the pixels
  // are in the cache of the thread that has brought them.
  const chunks = rowChunks(plan);
  const half = i32(chunk < chunks);
  const start = (half ? chunk : chunk - chunks) * plan.chunkRows;
  denseSums(layerAt(plan, 0), pixelsOf(plan, 0), half, start, min(plan.chunkRows, plan.count - start), scratch);
}

/**
 * Turns of a loop, some fifteen microseconds, that a thread waits before it takes another's chunk. In SUM the thief would read
 * all weights of the other half: its owner would then have to take back each line of them to update it.
 */
@inline
export function patienceWith(job: i32): i32 {
  return job == SUM ? 15000 : 0;
}

@inline
function rowChunks(plan: Plan): i32 {
  return (plan.count + plan.chunkRows - 1) / plan.chunkRows;
}

/** The batch's images for the first layer, unless they came as float32, and 0 for the others. */
@inline
function pixelsOf(plan: Plan, layer: i32): usize {
  return layer == 0 && plan.fromPixels ? plan.pixels : 0;
}

function runRowChunk(plan: Plan, job: i32, chunk: i32, scratch: usize): void {
  const start = chunk * plan.chunkRows;
  const rows = min(plan.chunkRows, plan.count - start);
  const last = plan.layerCount - 1;
  for (let i = 0; i <= last; i++) {
    if (i == 0 && job == DIFFERENTIATE && sumsApart(plan)) denseSumUp(layerAt(plan, 0), start, rows);
    else denseForward(layerAt(plan, i), pixelsOf(plan, i), start, rows, scratch);
  }

  const layer = layerAt(plan, last);
  const stride = <usize>layer.columns << 2;
  const z = layer.output + <usize>start * stride;
  if (job == PREDICT) {
    softmax(z, z, rows, layer.units, stride);
    return;
  }
  softmaxCrossEntropy(
    z,
    plan.labels + start,
    plan.losses + (<usize>start << 2),
    plan.hits + (<usize>start << 2),
    layer.dOutput + <usize>start * stride,
    rows,
    layer.units,
    stride,
    1 / <f32>plan.count,
  );
  if (job == EVALUATE) return;
  for (let i = last; i > 0; i--) denseBackwardInput(layerAt(plan, i), layerAt(plan, i - 1), start, rows, scratch);
}

// The chunks of UPDATE are numbered so that two threads update what they sum over: first the rows of the first layer's second
// half, then everything that is small, then the rows of its first half. What is small makes up for the time in which the trainer's
// thread brings the next batch.

function updateChunks(plan: Plan): i32 {
  let chunks = 0;
  for (let i = 0; i < plan.layerCount; i++) chunks += kernelChunks(layerAt(plan, i).inputs) + 1;
  return chunks;
}

/** Chunks of so many rows of a kernel. Each layer's bias is one more. */
@inline
function kernelChunks(rows: i32): i32 {
  return (rows + KERNEL_ROWS - 1) / KERNEL_ROWS;
}

function runUpdateChunk(plan: Plan, chunk: i32, scratch: usize): void {
  const first = layerAt(plan, 0);
  const rows = kernelChunks(first.inputs);
  const half = kernelChunks(first.half);
  const second = rows - half;
  const behind = updateChunks(plan) - half;
  if (chunk < second) updateKernelChunk(plan, 0, chunk + half, scratch);
  else if (chunk >= behind) updateKernelChunk(plan, 0, chunk - behind, scratch);
  else if (chunk == second) denseBackwardBias(plan, first, scratch);
  else updateLaterChunk(plan, chunk - second - 1, scratch);
}

/** Of the layers behind the first. */
function updateLaterChunk(plan: Plan, chunk: i32, scratch: usize): void {
  let index = 1;
  let rows = kernelChunks(layerAt(plan, index).inputs);
  while (chunk > rows) {
    chunk -= rows + 1;
    index += 1;
    rows = kernelChunks(layerAt(plan, index).inputs);
  }
  if (chunk == rows) denseBackwardBias(plan, layerAt(plan, index), scratch);
  else updateKernelChunk(plan, index, chunk, scratch);
}

function updateKernelChunk(plan: Plan, index: i32, chunk: i32, scratch: usize): void {
  const layer = layerAt(plan, index);
  const start = chunk * KERNEL_ROWS;
  denseBackwardKernel(plan, layer, pixelsOf(plan, index), start, min(start + KERNEL_ROWS, layer.inputs), scratch);
}

/** Adds up losses, in float64, and hits in the order of the batch, whoever computed them. */
function sumUp(plan: Plan): f64 {
  let lossSum: f64 = 0;
  let correct: i32 = 0;
  for (let row = 0; row < plan.count; row++) {
    lossSum += <f64>load<f32>(plan.losses + (<usize>row << 2));
    correct += load<i32>(plan.hits + (<usize>row << 2));
  }
  plan.correct = correct;
  return lossSum;
}
