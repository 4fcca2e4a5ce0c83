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
  missingSumsOf,
  PREDICT,
  rowChunks,
  SUM,
  secondHalfChunks,
  sumsApart,
  UPDATE,
  updateChunks,
} from './jobs';
import { lossOfRows, probabilitiesOfRows } from './loss-of-rows';
import { isInPieces, KERNEL_ROWS, kernelChunks } from './pieces';
import { layerAt, Plan, pixelsOf } from './plan';
import { runPiece } from './run-piece';
import { countDown, waitForZero } from './waiting';

/** Computes one chunk. `thread` selects the working memory. */
export function runChunk(plan: Plan, job: i32, chunk: i32, thread: i32): void {
  const scratch = plan.scratch + <usize>thread * plan.scratchBytes;
  if (job === UPDATE) runUpdateChunk(plan, chunk, scratch);
  else if (job === SUM) runSumChunk(plan, chunk, scratch);
  else if (isInPieces(job)) runPiece(plan, job, chunk, scratch);
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
  const rows = min(plan.chunkRows, plan.count - start);
  const layer = layerAt(plan, 0);
  denseSums(layer, pixelsOf(plan, 0), half, start, rows, 0, layer.columns, scratch);
  countDown(plan, missingSumsOf(plan, chunk), 1);
}

/** Rows of the batch through all layers, and with DIFFERENTIATE back again. */
function runRowChunk(plan: Plan, job: i32, chunk: i32, scratch: usize): void {
  const start = chunk * plan.chunkRows;
  const rows = min(plan.chunkRows, plan.count - start);
  const last = plan.layerCount - 1;
  for (let i = 0; i <= last; i++) {
    const layer = layerAt(plan, i);
    if (i === 0 && job === DIFFERENTIATE && sumsApart(plan)) {
      waitForZero(plan, missingSumsOf(plan, chunk));
      denseAddHalves(layer, start, rows, 0, layer.columns);
    } else denseForward(layer, pixelsOf(plan, i), start, rows, 0, layer.columns, scratch);
  }
  if (job === PREDICT) {
    probabilitiesOfRows(plan, start, rows);
    return;
  }
  lossOfRows(plan, start, rows);
  if (job === EVALUATE) return;
  for (let i = last; i > 0; i--) {
    const layer = layerAt(plan, i);
    denseBackwardInput(layer, layerAt(plan, i - 1), start, rows, 0, layer.rows, scratch);
  }
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
