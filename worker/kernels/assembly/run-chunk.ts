// What a thread computes for one chunk of a job.

import {
  denseBackwardBias,
  denseBackwardInput,
  denseBackwardKernel,
  denseForward,
  denseSums,
  denseSumUp,
} from './dense';
import {
  DIFFERENTIATE,
  EVALUATE,
  KERNEL_ROWS,
  kernelChunks,
  missingOf,
  PREDICT,
  rowChunks,
  SUM,
  secondChunks,
  sumsApart,
  UPDATE,
  updateChunks,
} from './jobs';
import { layerAt, Plan } from './plan';
import { softmax, softmaxCrossEntropy } from './softmax-cross-entropy';
import { countDown, waitForNone } from './waiting';

/** Works on one chunk, with the scratch memory of one thread. */
export function runChunk(plan: Plan, job: i32, chunk: i32, thread: i32): void {
  const scratch = plan.scratch + <usize>thread * plan.scratchBytes;
  if (job === UPDATE) runUpdateChunk(plan, chunk, scratch);
  else if (job === SUM) runSumChunk(plan, chunk, scratch);
  else runRowChunk(plan, job, chunk, scratch);
}

function runSumChunk(plan: Plan, chunk: i32, scratch: usize): void {
  // The trainer's thread, whose part comes first, sums over the second half, which has more garment in it: differentiating is not its work.
  const chunks = rowChunks(plan);
  const half = i32(chunk < chunks);
  if (!half) chunk -= chunks;
  const start = chunk * plan.chunkRows;
  denseSums(layerAt(plan, 0), pixelsOf(plan, 0), half, start, min(plan.chunkRows, plan.count - start), scratch);
  countDown(plan, missingOf(plan, chunk), 1);
}

/** The batch's images for the first layer, unless they came as float32, and 0 for the others. */
// @inline
function pixelsOf(plan: Plan, layer: i32): usize {
  return layer === 0 && plan.fromPixels ? plan.pixels : 0;
}

function runRowChunk(plan: Plan, job: i32, chunk: i32, scratch: usize): void {
  const start = chunk * plan.chunkRows;
  const rows = min(plan.chunkRows, plan.count - start);
  const last = plan.layerCount - 1;
  for (let i = 0; i <= last; i++) {
    if (i === 0 && job === DIFFERENTIATE && sumsApart(plan)) {
      waitForNone(plan, missingOf(plan, chunk));
      denseSumUp(layerAt(plan, 0), start, rows);
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
    1 / <f32>plan.count,
  );
  if (job === EVALUATE) return;
  for (let i = last; i > 0; i--)
    denseBackwardInput(layerAt(plan, i), layerAt(plan, i - 1), start, rows, scratch);
}

function runUpdateChunk(plan: Plan, chunk: i32, scratch: usize): void {
  const first = layerAt(plan, 0);
  const second = secondChunks(first);
  const others = kernelChunks(first.inputs) - second;
  const behind = updateChunks(plan) - others;
  if (chunk < second) updateKernelChunk(plan, 0, chunk + others, scratch);
  else if (chunk >= behind) updateKernelChunk(plan, 0, chunk - behind, scratch);
  else if (chunk === second) denseBackwardBias(plan, first, scratch);
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
