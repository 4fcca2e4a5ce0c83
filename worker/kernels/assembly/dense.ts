// A Dense layer, forward beside backward.

import { activateRows, SIGMOID } from './activation';
import { columnSums4 } from './column-sums';
import { lanesBelow } from './lanes';
import { listColumns, listRows } from './nonzero-list';
import { packTransposedPanel } from './panels';
import { ADAM, Layer, MOMENTUM, PANEL, PANEL_BYTES, Plan, RMSPROP, SGD } from './plan';
import { BACKWARD, FORWARD, tile, UPDATE, update4 } from './tile';

// Scratch of a block of rows: how long each pair's list is, then the lists' offsets, then their values.

/**
 * Lists of the rows of a matrix, two by two.
 * @param x shape (rows, …), rows `stride` bytes apart, of which the first `columns` values are read. A last row without
 *   a partner takes the one behind it, which is there because buffers hold an even number of rows
 */
function listBlock(x: usize, stride: usize, rows: i32, columns: i32, scratch: usize): void {
  const pairs = (rows + 1) >> 1;
  let offsets = scratch + (<usize>pairs << 2);
  let values = offsets + <usize>pairs * (<usize>columns << 2);
  for (let pair = 0; pair < pairs; pair++) {
    store<i32>(scratch + (<usize>pair << 2), listRows(x, x + stride, columns, offsets, values, <u32>PANEL_BYTES));
    x += stride << 1;
    offsets += <usize>columns << 2;
    values += <usize>columns << 3;
  }
}

/** output = activation(input · kernel + bias), for `rows` rows of the batch from row `start` on. */
export function denseForward(layer: Layer, start: i32, rows: i32, scratch: usize): void {
  const inputStride = <usize>layer.rows << 2;
  const outputStride = <usize>layer.columns << 2;
  const columns = layer.inputs;
  const pairs = (rows + 1) >> 1;
  listBlock(layer.input + <usize>start * inputStride, inputStride, rows, columns, scratch);
  const panelBytes = <usize>layer.rows * PANEL_BYTES;
  const activation = layer.activation;
  let kernel = layer.kernel;
  let bias = layer.bias;
  let to = layer.output + <usize>start * outputStride;
  for (let column = 0; column < layer.columns; column += PANEL) {
    let offsets = scratch + (<usize>pairs << 2);
    let values = offsets + <usize>pairs * (<usize>columns << 2);
    let out = to;
    for (let pair = 0; pair < pairs; pair++) {
      const count = load<i32>(scratch + (<usize>pair << 2));
      tile(FORWARD, activation, count, offsets, values, kernel, out, outputStride, bias, changetype<Plan>(0));
      offsets += <usize>columns << 2;
      values += <usize>columns << 3;
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
  const pairs = (rows + 1) >> 1;
  const transposed = scratch; // (units, 16), a panel of kernelᵀ
  scratch += <usize>layer.columns * PANEL_BYTES;
  listBlock(layer.dOutput + <usize>start * outputStride, outputStride, rows, columns, scratch);
  const activation = below.activation;
  for (let column = 0; column < layer.rows; column += PANEL) {
    packTransposedPanel(layer.kernel + <usize>column * PANEL_BYTES, <usize>layer.rows * PANEL_BYTES, columns, transposed);
    let offsets = scratch + (<usize>pairs << 2);
    let values = offsets + <usize>pairs * (<usize>columns << 2);
    const from = <usize>start * inputStride + (<usize>column << 2);
    let to = below.dOutput + from;
    let output = below.output + from;
    for (let pair = 0; pair < pairs; pair++) {
      const count = load<i32>(scratch + (<usize>pair << 2));
      tile(BACKWARD, activation, count, offsets, values, transposed, to, inputStride, output, changetype<Plan>(0));
      offsets += <usize>columns << 2;
      values += <usize>columns << 3;
      to += inputStride << 1;
      output += inputStride << 1;
    }
  }
}

/** The gradient of rows `start` and `start + 1` of the kernel, inputᵀ · dOutput, which updates them at once. */
@inline
function updateRowPair(optimizer: i32, plan: Plan, layer: Layer, start: i32, scratch: usize): void {
  const count = plan.count;
  const outputStride = layer.columns << 2;
  const values = scratch + (<usize>count << 2);
  const length = listColumns(
    layer.input + (<usize>start << 2), <usize>layer.rows << 2, count, scratch, values, <u32>outputStride,
  );
  let right = layer.dOutput;
  let kernel = layer.kernel + <usize>start * PANEL_BYTES;
  const panelBytes = <usize>layer.rows * PANEL_BYTES;
  for (let column = 0; column < layer.columns; column += PANEL) {
    tile(UPDATE, optimizer, length, scratch, values, right, kernel, PANEL_BYTES, 0, plan);
    right += PANEL_BYTES;
    kernel += panelBytes;
  }
}

/** Updates rows `start` (an even number) to `end` of the kernel. */
export function denseBackwardKernel(plan: Plan, layer: Layer, start: i32, end: i32, scratch: usize): void {
  switch (plan.optimizer) {
    case ADAM:
      for (; start < end; start += 2) updateRowPair(ADAM, plan, layer, start, scratch);
      break;
    case SGD:
      for (; start < end; start += 2) updateRowPair(SGD, plan, layer, start, scratch);
      break;
    case MOMENTUM:
      for (; start < end; start += 2) updateRowPair(MOMENTUM, plan, layer, start, scratch);
      break;
    case RMSPROP:
      for (; start < end; start += 2) updateRowPair(RMSPROP, plan, layer, start, scratch);
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
