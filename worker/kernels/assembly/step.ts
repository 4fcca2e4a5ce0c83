// One call a step: the batch through the network, the loss, the gradients and the update.

import { denseBackwardBias, denseBackwardInput, denseBackwardKernel, denseForward } from './dense';
import { layerAt, Plan } from './plan';
import { softmax, softmaxCrossEntropy } from './softmax-cross-entropy';
import { finish, publish, share } from './team';

// What the team can be asked to do. A job falls into chunks that need nothing of each other.
/** Rows of the batch: forward, loss, and the gradients before each activation. */
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
 * One weight update on the `plan.count` images of the batch. Leaves in `plan.correct` how many were classified
 * correctly before it. The helpers may still be at the update afterwards, while the trainer's thread brings
 * the next batch: until `finishStep` the plan, the images and the weights have to stay as they are.
 * @returns the sum of the images' cross-entropies before the update
 */
export function trainStep(plan: Plan): f64 {
  finish(plan);
  share(plan, DIFFERENTIATE, rowChunks(plan));
  publish(plan, UPDATE, updateChunks(plan));
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
  else runRowChunk(plan, job, chunk, scratch);
}

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
  for (let i = 0; i <= last; i++) denseForward(layerAt(plan, i), pixelsOf(plan, i), start, rows, scratch);

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
    plan.hits + start,
    layer.dOutput + <usize>start * stride,
    rows,
    layer.units,
    stride,
    1 / <f32>plan.count,
  );
  if (job == EVALUATE) return;
  for (let i = last; i > 0; i--) denseBackwardInput(layerAt(plan, i), layerAt(plan, i - 1), start, rows, scratch);
}

// The chunks of UPDATE are numbered from the last layer's to the first's, and taken from the highest on:
// the first layer, which has most to do, comes first, and what is small fills the gaps at the end.

function updateChunks(plan: Plan): i32 {
  let chunks = 0;
  for (let i = 0; i < plan.layerCount; i++) chunks += chunksOfLayer(layerAt(plan, i).inputs);
  return chunks;
}

/** Its kernel's, and one for the bias. */
@inline
function chunksOfLayer(inputs: i32): i32 {
  return (inputs + KERNEL_ROWS - 1) / KERNEL_ROWS + 1;
}

function runUpdateChunk(plan: Plan, chunk: i32, scratch: usize): void {
  let index = plan.layerCount - 1;
  let layer = layerAt(plan, index);
  let chunks = chunksOfLayer(layer.inputs);
  while (chunk >= chunks) {
    chunk -= chunks;
    index -= 1;
    layer = layerAt(plan, index);
    chunks = chunksOfLayer(layer.inputs);
  }
  if (chunk == 0) denseBackwardBias(plan, layer);
  else {
    const start = (chunk - 1) * KERNEL_ROWS;
    denseBackwardKernel(plan, layer, pixelsOf(plan, index), start, min(start + KERNEL_ROWS, layer.inputs), scratch);
  }
}

/** Adds up losses, in float64, and hits in the order of the batch, whoever computed them. */
function sumUp(plan: Plan): f64 {
  let lossSum: f64 = 0;
  let correct: i32 = 0;
  for (let row = 0; row < plan.count; row++) {
    lossSum += <f64>load<f32>(plan.losses + (<usize>row << 2));
    correct += load<u8>(plan.hits + row);
  }
  plan.correct = correct;
  return lossSum;
}
