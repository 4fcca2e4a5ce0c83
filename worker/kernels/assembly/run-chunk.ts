// What a thread computes for one chunk of a job. jobs.ts says which rows a chunk stands for.

import {
  denseAddHalves,
  denseBackwardBias,
  denseBackwardInput,
  denseBackwardKernel,
  denseForward,
  denseSums,
} from './dense';
import {
  DIFFERENTIATE,
  EVALUATE,
  KERNEL_ROWS,
  kernelChunks,
  missingSumsOf,
  PREDICT,
  rowChunks,
  SUM,
  secondHalfChunks,
  sumsApart,
  UPDATE,
  updateChunks,
} from './jobs';
import { layerAt, Plan } from './plan';
import { softmax, softmaxCrossEntropy } from './softmax-cross-entropy';
import { countDown, waitForZero } from './waiting';

/** Computes one chunk. `thread` selects the working memory. */
export function runChunk(plan: Plan, job: i32, chunk: i32, thread: i32): void {
  const scratch = plan.scratch + <usize>thread * plan.scratchBytes;
  if (job === UPDATE) runUpdateChunk(plan, chunk, scratch);
  else if (job === SUM) runSumChunk(plan, chunk, scratch);
  else runRowChunk(plan, job, chunk, scratch);
}

/**
 * The chunks of the second half come first, so they are the trainer's thread's. More pixels are not black there, and
 * the helpers have more to do in the next stage.
 */
function runSumChunk(plan: Plan, chunk: i32, scratch: usize): void {
  const chunks = rowChunks(plan);
  const half = i32(chunk < chunks);
  if (!half) chunk -= chunks;
  const start = chunk * plan.chunkRows;
  denseSums(layerAt(plan, 0), pixelsOf(plan, 0), half, start, min(plan.chunkRows, plan.count - start), scratch);
  countDown(plan, missingSumsOf(plan, chunk), 1);
}

/** The address of the batch's pixels if they are this layer's input, or 0. */
// @inline
function pixelsOf(plan: Plan, layer: i32): usize {
  return layer === 0 && plan.fromPixels ? plan.pixels : 0;
}

/** Rows of the batch through all layers, and with DIFFERENTIATE back again. */
function runRowChunk(plan: Plan, job: i32, chunk: i32, scratch: usize): void {
  const start = chunk * plan.chunkRows;
  const rows = min(plan.chunkRows, plan.count - start);
  const last = plan.layerCount - 1;
  for (let i = 0; i <= last; i++) {
    if (i === 0 && job === DIFFERENTIATE && sumsApart(plan)) {
      waitForZero(plan, missingSumsOf(plan, chunk));
      denseAddHalves(layerAt(plan, 0), start, rows);
    } else denseForward(layerAt(plan, i), pixelsOf(plan, i), start, rows, scratch);
  }

  const layer = layerAt(plan, last);
  const stride = (<usize>layer.columns) << 2;
  const z = layer.output + <usize>start * stride;
  if (job === PREDICT) {
    softmax(z, z, rows, layer.units, stride);
    return;
  }
  softmaxCrossEntropy(
    z,
    plan.labels + start,
    plan.losses + ((<usize>start) << 2),
    plan.hits + ((<usize>start) << 2),
    layer.dOutput + <usize>start * stride,
    rows,
    layer.units,
    stride,
    1 / <f32>plan.count, // the loss is the mean over the batch
  );
  if (job === EVALUATE) return;
  for (let i = last; i > 0; i--)
    denseBackwardInput(layerAt(plan, i), layerAt(plan, i - 1), start, rows, scratch);
}

/** Updates sixteen rows of a kernel, or a bias. */
function runUpdateChunk(plan: Plan, chunk: i32, scratch: usize): void {
  // In the example of jobs.ts: chunks 0–25 are rows 368–783 of the first kernel, so `moved` is 23; chunks from 37 on
  // are its rows 0–367.
  const first = layerAt(plan, 0);
  const second = secondHalfChunks(first);
  const moved = kernelChunks(first.inputs) - second;
  const firstHalf = updateChunks(plan) - moved;
  if (chunk < second) updateKernelChunk(plan, 0, chunk + moved, scratch);
  else if (chunk >= firstHalf) updateKernelChunk(plan, 0, chunk - firstHalf, scratch);
  else if (chunk === second) denseBackwardBias(plan, first, scratch);
  else updateLaterChunk(plan, chunk - second - 1, scratch);
}

/**
 * A chunk of the layers after the first, counted from the second layer's first: each layer's kernel, then its bias.
 */
function updateLaterChunk(plan: Plan, chunk: i32, scratch: usize): void {
  let index = 1;
  let rows = kernelChunks(layerAt(plan, index).inputs);
  while (chunk > rows) {
    chunk -= rows + 1;
    index += 1;
    rows = kernelChunks(layerAt(plan, index).inputs);
  }
  if (chunk === rows) denseBackwardBias(plan, layerAt(plan, index), scratch);
  else updateKernelChunk(plan, index, chunk, scratch);
}

function updateKernelChunk(plan: Plan, index: i32, chunk: i32, scratch: usize): void {
  const layer = layerAt(plan, index);
  const start = chunk * KERNEL_ROWS;
  denseBackwardKernel(
    plan,
    layer,
    pixelsOf(plan, index),
    start,
    min(start + KERNEL_ROWS, layer.inputs),
    scratch,
  );
}
