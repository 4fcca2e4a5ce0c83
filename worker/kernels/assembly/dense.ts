// A Dense layer, forward beside backward.

import { activateRows, SIGMOID } from './activation';
import { columnSums4 } from './column-sums';
import { lanesBelow } from './lanes';
import { ENTRY_BYTES, listColumns, listPixels, listRows } from './nonzero-list';
import { packTransposedPanel } from './panels';
import { transposePixels } from './pixels';
import { ADAM, BLOCK_ROWS, Layer, MOMENTUM, PANEL, PANEL_BYTES, Plan, RMSPROP, SGD } from './plan';
import { BACKWARD, FORWARD, tile, UPDATE, update4 } from './tile';

// Scratch of a block of rows: how long each pair's list is, then the lists, each with room for a whole row.
const LENGTHS_BYTES: usize = (BLOCK_ROWS / 2) << 2;

/**
 * Lists of the rows of a matrix, two by two.
 * @param x shape (rows, …), rows `stride` bytes apart, of which the first `columns` values are read. A last row without
 *   a partner takes the one behind it, which is there because buffers hold an even number of rows
 */
function listBlock(x: usize, stride: usize, rows: i32, columns: i32, scratch: usize): void {
  let list = scratch + LENGTHS_BYTES;
  for (let row = 0; row < rows; row += 2, scratch += 4) {
    store<i32>(scratch, listRows(x, x + stride, columns, list, <u32>PANEL_BYTES));
    x += stride << 1;
    list += <usize>columns * ENTRY_BYTES;
  }
}

/** The same of images. */
function listBlockOfPixels(images: usize, stride: usize, rows: i32, columns: i32, scratch: usize): void {
  let list = scratch + LENGTHS_BYTES;
  for (let row = 0; row < rows; row += 2, scratch += 4) {
    store<i32>(scratch, listPixels(images, images + stride, columns, list, <u32>PANEL_BYTES));
    images += stride << 1;
    list += <usize>columns * ENTRY_BYTES;
  }
}

/**
 * output = activation(input · kernel + bias), for `rows` rows of the batch from row `start` on.
 * @param pixels the batch's images, if they are the input, or 0
 */
export function denseForward(layer: Layer, pixels: usize, start: i32, rows: i32, scratch: usize): void {
  const inputStride = <usize>layer.rows << 2;
  const outputStride = <usize>layer.columns << 2;
  const columns = layer.inputs;
  const listBytes = <usize>columns * ENTRY_BYTES;
  const pairs = (rows + 1) >> 1;
  if (pixels) listBlockOfPixels(pixels + <usize>start * layer.rows, layer.rows, rows, columns, scratch);
  else listBlock(layer.input + <usize>start * inputStride, inputStride, rows, columns, scratch);
  const panelBytes = <usize>layer.rows * PANEL_BYTES;
  const activation = layer.activation;
  let kernel = layer.kernel;
  let bias = layer.bias;
  let to = layer.output + <usize>start * outputStride;
  for (let column = 0; column < layer.columns; column += PANEL) {
    let list = scratch + LENGTHS_BYTES;
    let out = to;
    for (let pair = 0; pair < pairs; pair++) {
      const count = load<i32>(scratch + (<usize>pair << 2));
      tile(FORWARD, activation, count, list, kernel, out, outputStride, bias, changetype<Plan>(0));
      list += listBytes;
      out += outputStride << 1;
    }
    kernel += panelBytes;
    bias += PANEL_BYTES;
    to += PANEL_BYTES;
  }
  const from = layer.output + <usize>start * outputStride;
  activateRows(activation, from, ((rows + 1) & ~1) * layer.columns);
  // The padding has to stay 0, which sigmoid does not leave it.
  if (activation == SIGMOID) clearPadding(layer, start, rows);
}

function clearPadding(layer: Layer, start: i32, rows: i32): void {
  const stride = <usize>layer.columns << 2;
  for (let column = layer.units & ~3; column < layer.columns; column += 4) {
    const mask = lanesBelow(layer.units - column);
    let at = layer.output + <usize>start * stride + (<usize>column << 2);
    for (let row = 0; row < (rows + 1 & ~1); row++, at += stride) v128.store(at, v128.and(v128.load(at), mask));
  }
}

/**
 * The loss' gradient before the activation of the layer `below`: (dOutput · kernelᵀ) · activation′, for `rows` rows of
 * the batch from row `start` on.
 */
export function denseBackwardInput(layer: Layer, below: Layer, start: i32, rows: i32, scratch: usize): void {
  const inputStride = <usize>layer.rows << 2;
  const outputStride = <usize>layer.columns << 2;
  const columns = layer.units;
  const listBytes = <usize>columns * ENTRY_BYTES;
  const pairs = (rows + 1) >> 1;
  const transposed = scratch; // (units, 16), a panel of kernelᵀ
  scratch += <usize>layer.columns * PANEL_BYTES;
  listBlock(layer.dOutput + <usize>start * outputStride, outputStride, rows, columns, scratch);
  const activation = below.activation;
  for (let column = 0; column < layer.rows; column += PANEL) {
    packTransposedPanel(layer.kernel + <usize>column * PANEL_BYTES, <usize>layer.rows * PANEL_BYTES, columns, transposed);
    let list = scratch + LENGTHS_BYTES;
    const from = <usize>start * inputStride + (<usize>column << 2);
    let to = below.dOutput + from;
    let output = below.output + from;
    for (let pair = 0; pair < pairs; pair++) {
      const count = load<i32>(scratch + (<usize>pair << 2));
      tile(BACKWARD, activation, count, list, transposed, to, inputStride, output, changetype<Plan>(0));
      list += listBytes;
      to += inputStride << 1;
      output += inputStride << 1;
    }
  }
}

/** The gradient of two rows of the kernel, from their list, by which they are updated at once. */
@inline
function updateRowPair(optimizer: i32, plan: Plan, layer: Layer, row: i32, length: i32, list: usize): void {
  let right = layer.dOutput;
  let kernel = layer.kernel + <usize>row * PANEL_BYTES;
  const panelBytes = <usize>layer.rows * PANEL_BYTES;
  for (let column = 0; column < layer.columns; column += PANEL) {
    tile(UPDATE, optimizer, length, list, right, kernel, PANEL_BYTES, 0, plan);
    right += PANEL_BYTES;
    kernel += panelBytes;
  }
}

/**
 * The gradient of rows `start` to `end` of the kernel, inputᵀ · dOutput, which updates them.
 * @param pixels as in `denseForward`
 */
@inline
function updateRows(optimizer: i32, plan: Plan, layer: Layer, pixels: usize, start: i32, end: i32, scratch: usize): void {
  const count = plan.count;
  const stride = <usize>layer.rows << 2;
  const step = <u32>layer.columns << 2;
  // Images are turned sixteen columns at a time, and then listed like rows.
  const turnedStride = <usize>(count + 7) & ~7;
  const turned = scratch + <usize>count * ENTRY_BYTES;
  for (let row = start; row < end; row += 2) {
    let length: i32;
    if (pixels) {
      const column = (row - start) & (PANEL - 1);
      if (column == 0) transposePixels(pixels + row, layer.rows, count, turned, turnedStride);
      const from = turned + <usize>column * turnedStride;
      length = listPixels(from, from + turnedStride, count, scratch, step);
    } else {
      length = listColumns(layer.input + (<usize>row << 2), stride, count, scratch, step);
    }
    updateRowPair(optimizer, plan, layer, row, length, scratch);
  }
}

/** Updates rows `start` (a multiple of 16) to `end` of the kernel. */
export function denseBackwardKernel(
  plan: Plan, layer: Layer, pixels: usize, start: i32, end: i32, scratch: usize,
): void {
  switch (plan.optimizer) {
    case ADAM:
      updateRows(ADAM, plan, layer, pixels, start, end, scratch);
      break;
    case SGD:
      updateRows(SGD, plan, layer, pixels, start, end, scratch);
      break;
    case MOMENTUM:
      updateRows(MOMENTUM, plan, layer, pixels, start, end, scratch);
      break;
    case RMSPROP:
      updateRows(RMSPROP, plan, layer, pixels, start, end, scratch);
      break;
  }
}

@inline
function updateBias(optimizer: i32, plan: Plan, layer: Layer): void {
  const stride = <usize>layer.columns << 2;
  for (let at: usize = 0; at < stride; at += 16) {
    update4(optimizer, plan, layer.bias + at, columnSums4(layer.dOutput + at, plan.count, stride));
  }
}

/** Updates the bias by its gradient, the column sums of dOutput. */
export function denseBackwardBias(plan: Plan, layer: Layer): void {
  switch (plan.optimizer) {
    case ADAM:
      updateBias(ADAM, plan, layer);
      break;
    case SGD:
      updateBias(SGD, plan, layer);
      break;
    case MOMENTUM:
      updateBias(MOMENTUM, plan, layer);
      break;
    case RMSPROP:
      updateBias(RMSPROP, plan, layer);
      break;
  }
}
