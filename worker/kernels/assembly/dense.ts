// A Dense layer: forward pass, gradients and update.
//
// Shapes: input (batch, rows), kernel (rows, columns), bias (columns), output and dOutput (batch, columns), all
// padded with zeros so that rows and columns are multiples of 16. The kernel lies in blocks of sixteen rows, each in
// panels of sixteen columns (plan.ts). Functions that work on rows of the batch take `start`, the first row, and
// `rows`, their number; they compute an even number, so an odd `rows` includes the row after it, for which the
// buffers have room. They compute the columns `column` to `end` of the result, multiples of 16.

import { activateRows, floorOf, SIGMOID } from './activation';
import { columnSums } from './column-sums';
import { lanesBelow } from './lanes';
import { ENTRY_BYTES, listColumns, listPixels, listRows } from './nonzero-list';
import { packTransposedPanel } from './panels';
import { PIXEL_ROWS, transposePixels } from './pixels';
import { BLOCK_ROWS, Layer, PANEL, PANEL_BYTES, Plan, SQUARE_BYTES } from './plan';
import { BACKWARD, FORWARD, SUMS, tile } from './tile';
import { updateWeights } from './update';

// Working memory for up to BLOCK_ROWS rows, two by two: first the lengths of their lists as int32, then the lists
// (nonzero-list.ts), each with room for a whole row.
const LENGTHS_BYTES: usize = (BLOCK_ROWS / 2) << 2;

/**
 * Bytes of working memory that a thread needs for any of a layer's functions below.
 * @param capacity the most images in a batch
 */
export function denseScratchBytes(inputs: i32, units: i32, capacity: i32): usize {
  const panelBytes = <usize>((units + PANEL - 1) & ~(PANEL - 1)) * PANEL_BYTES;
  const forRows = panelBytes + LENGTHS_BYTES + (<usize>BLOCK_ROWS / 2) * max(inputs, units) * ENTRY_BYTES;
  const forKernel = panelBytes + <usize>capacity * ENTRY_BYTES + <usize>PANEL * pixelStride(capacity);
  return max(forRows, forKernel);
}

/** Bytes of one pixel's column over the whole batch. */
// @inline
function pixelStride(count: i32): usize {
  return <usize>(count + PIXEL_ROWS - 1) & ~(PIXEL_ROWS - 1);
}

/**
 * Writes the lists of the rows of a float32 matrix, two by two.
 * @param x shape (rows, columns), rows `stride` bytes apart
 * @param sixteen bytes from one block of sixteen rows of the right operand to the next
 */
function listBlock(x: usize, stride: usize, rows: i32, columns: i32, sixteen: u32, scratch: usize): void {
  let list = scratch + LENGTHS_BYTES;
  for (let row = 0; row < rows; row += 2, scratch += 4) {
    store<i32>(scratch, listRows(x, x + stride, columns, list, <u32>PANEL_BYTES, sixteen));
    x += stride << 1;
    list += <usize>columns * ENTRY_BYTES;
  }
}

/** Does the same for images, whose values are bytes. */
function listBlockOfPixels(
  images: usize,
  stride: usize,
  rows: i32,
  columns: i32,
  sixteen: u32,
  scratch: usize,
): void {
  let list = scratch + LENGTHS_BYTES;
  for (let row = 0; row < rows; row += 2, scratch += 4) {
    store<i32>(scratch, listPixels(images, images + stride, columns, list, <u32>PANEL_BYTES, sixteen));
    images += stride << 1;
    list += <usize>columns * ENTRY_BYTES;
  }
}

/**
 * output = activation(input · kernel + bias).
 * @param pixels the address of the batch's images if they are the input; 0 if the input is float32
 */
export function denseForward(
  layer: Layer,
  pixels: usize,
  start: i32,
  rows: i32,
  column: i32,
  end: i32,
  scratch: usize,
): void {
  if (layer.half) {
    denseSums(layer, pixels, 0, start, rows, column, end, scratch);
    denseSums(layer, pixels, 1, start, rows, column, end, scratch);
    denseAddHalves(layer, start, rows, column, end);
    return;
  }
  listInputs(layer, pixels, 0, layer.inputs, start, rows, scratch);
  multiplyLists(FORWARD, layer, layer.inputs, layer.kernel, layer.output, start, rows, column, end, scratch);
  activateOutput(layer, start, rows, column, end);
}

/**
 * input · kernel over one half of the inputs: half 0 into `output`, half 1 into `dOutput`, which is free until the
 * loss is known. A thread that updated these weights in the step before still has them in its cache.
 */
export function denseSums(
  layer: Layer,
  pixels: usize,
  half: i32,
  start: i32,
  rows: i32,
  column: i32,
  end: i32,
  scratch: usize,
): void {
  const from = half === 0 ? 0 : layer.half;
  const inputs = half === 0 ? layer.half : layer.inputs - from;
  listInputs(layer, pixels, from, inputs, start, rows, scratch);
  const to = half === 0 ? layer.output : layer.dOutput;
  multiplyLists(SUMS, layer, inputs, blockAt(layer, from), to, start, rows, column, end, scratch);
}

/** output = activation(the sum of both halves + bias). */
export function denseAddHalves(layer: Layer, start: i32, rows: i32, column: i32, end: i32): void {
  const stride = (<usize>layer.columns) << 2;
  const skipped = stride - ((<usize>(end - column)) << 2);
  const floor = f32x4.splat(floorOf(layer.activation));
  const from = <usize>start * stride + ((<usize>column) << 2);
  const lastBias = layer.bias + ((<usize>end) << 2);
  let first = layer.output + from;
  let second = layer.dOutput + from;
  for (let row = 0; row < ((rows + 1) & ~1); row++, first += skipped, second += skipped) {
    for (
      let bias = layer.bias + ((<usize>column) << 2);
      bias < lastBias;
      bias += 16, first += 16, second += 16
    ) {
      const sums = f32x4.add(f32x4.add(v128.load(first), v128.load(second)), v128.load(bias));
      v128.store(first, f32x4.max(sums, floor));
    }
  }
  activateOutput(layer, start, rows, column, end);
}

/** The address of the block that contains a row of the kernel, at its first panel. */
// @inline
export function blockAt(layer: Layer, row: i32): usize {
  return layer.kernel + <usize>(row >> 4) * layer.blockBytes;
}

/** Writes the lists of the rows of a layer's input, limited to `inputs` columns from column `from`. */
function listInputs(
  layer: Layer,
  pixels: usize,
  from: i32,
  inputs: i32,
  start: i32,
  rows: i32,
  scratch: usize,
): void {
  const at = <usize>start * layer.rows + from;
  if (pixels) listBlockOfPixels(pixels + at, layer.rows, rows, inputs, <u32>layer.blockBytes, scratch);
  else
    listBlock(layer.input + (at << 2), (<usize>layer.rows) << 2, rows, inputs, <u32>layer.blockBytes, scratch);
}

/**
 * Multiplies rows, given as lists, by a kernel or by some of its blocks.
 * @param then what the tile does with the sums, see tile.ts
 * @param inputs columns that the lists cover, for the distance between them
 * @param kernel its first block
 * @param to the whole result, shape (batch, columns)
 */
// @inline
function multiplyLists(
  then: i32,
  layer: Layer,
  inputs: i32,
  kernel: usize,
  to: usize,
  start: i32,
  rows: i32,
  column: i32,
  end: i32,
  scratch: usize,
): void {
  const listBytes = <usize>inputs * ENTRY_BYTES;
  const stride = (<usize>layer.columns) << 2;
  const pairs = (rows + 1) >> 1;
  const activation = layer.activation;
  let bias = layer.bias + ((<usize>column) << 2);
  kernel += <usize>(column >> 4) * SQUARE_BYTES;
  to += <usize>start * stride + ((<usize>column) << 2);
  for (; column < end; column += PANEL) {
    let list = scratch + LENGTHS_BYTES;
    let out = to;
    for (let pair = 0; pair < pairs; pair++) {
      const count = load<i32>(scratch + ((<usize>pair) << 2));
      tile(then, activation, count, list, kernel, out, stride, bias);
      list += listBytes;
      out += stride << 1;
    }
    kernel += SQUARE_BYTES;
    bias += PANEL_BYTES;
    to += PANEL_BYTES;
  }
}

function activateOutput(layer: Layer, start: i32, rows: i32, column: i32, end: i32): void {
  const stride = (<usize>layer.columns) << 2;
  const even = (rows + 1) & ~1;
  const from = layer.output + <usize>start * stride + ((<usize>column) << 2);
  if (end - column === layer.columns) activateRows(layer.activation, from, even * layer.columns);
  else
    for (let row = 0; row < even; row++)
      activateRows(layer.activation, from + <usize>row * stride, end - column);
  // The padding must stay 0, but sigmoid(0) is ½.
  if (layer.activation === SIGMOID && end === layer.columns) clearPadding(layer, start, rows);
}

function clearPadding(layer: Layer, start: i32, rows: i32): void {
  const stride = (<usize>layer.columns) << 2;
  for (let column = layer.units & ~3; column < layer.columns; column += 4) {
    const mask = lanesBelow(layer.units - column);
    let at = layer.output + <usize>start * stride + ((<usize>column) << 2);
    for (let row = 0; row < ((rows + 1) & ~1); row++, at += stride)
      v128.store(at, v128.and(v128.load(at), mask));
  }
}

/**
 * The gradient with respect to the values of the previous layer before its activation:
 * below.dOutput = (dOutput · kernelᵀ) · activation′(below.output). Here `column` and `end` are columns of `below`.
 */
export function denseBackwardInput(
  layer: Layer,
  below: Layer,
  start: i32,
  rows: i32,
  column: i32,
  end: i32,
  scratch: usize,
): void {
  const inputStride = (<usize>layer.rows) << 2;
  const outputStride = (<usize>layer.columns) << 2;
  const columns = layer.units;
  const listBytes = <usize>columns * ENTRY_BYTES;
  const pairs = (rows + 1) >> 1;
  const transposed = scratch; // shape (units, 16), a panel of kernelᵀ
  scratch += <usize>layer.columns * PANEL_BYTES;
  listBlock(
    layer.dOutput + <usize>start * outputStride,
    outputStride,
    rows,
    columns,
    <u32>SQUARE_BYTES,
    scratch,
  );
  const activation = below.activation;
  for (; column < end; column += PANEL) {
    packTransposedPanel(blockAt(layer, column), SQUARE_BYTES, columns, transposed);
    let list = scratch + LENGTHS_BYTES;
    const from = <usize>start * inputStride + ((<usize>column) << 2);
    let to = below.dOutput + from;
    let output = below.output + from;
    for (let pair = 0; pair < pairs; pair++) {
      const count = load<i32>(scratch + ((<usize>pair) << 2));
      tile(BACKWARD, activation, count, list, transposed, to, inputStride, output);
      list += listBytes;
      to += inputStride << 1;
      output += inputStride << 1;
    }
  }
}

/**
 * Computes the gradient of the kernel's rows `start` (a multiple of 16) to `end`, inputᵀ · dOutput, and updates these
 * rows. The gradient of sixteen rows fits into the first cache and is never stored elsewhere.
 * @param pixels as in `denseForward`
 */
export function denseBackwardKernel(
  plan: Plan,
  layer: Layer,
  pixels: usize,
  start: i32,
  end: i32,
  scratch: usize,
): void {
  denseKernelGradient(plan, layer, pixels, start, end, 0, layer.columns, scratch);
  updateWeights(plan, blockAt(layer, start), scratch, layer.columns * PANEL);
}

/**
 * The gradient of columns of sixteen rows of the kernel.
 * @param scratch receives it, shape ((lastColumn - column) / 16, 16, 16), laid out like the block of the kernel
 */
export function denseKernelGradient(
  plan: Plan,
  layer: Layer,
  pixels: usize,
  start: i32,
  end: i32,
  column: i32,
  lastColumn: i32,
  scratch: usize,
): void {
  const count = plan.count;
  const stride = (<usize>layer.rows) << 2;
  const step = (<u32>layer.columns) << 2;
  const list = scratch + <usize>layer.columns * PANEL_BYTES;
  const dOutput = layer.dOutput + ((<usize>column) << 2);
  // Sixteen columns of the images are transposed, then each pair of columns is listed like a pair of rows.
  const turned = list + <usize>count * ENTRY_BYTES;
  const turnedStride = pixelStride(count);
  if (pixels) transposePixels(pixels + start, layer.rows, count, turned, turnedStride);
  if (end - start < PANEL) memory.fill(scratch, 0, <usize>(lastColumn - column) * PANEL_BYTES);
  for (let row = start; row < end; row += 2) {
    const at = <usize>(row - start);
    let length: i32;
    if (pixels) {
      const from = turned + at * turnedStride;
      length = listPixels(from, from + turnedStride, count, list, step, step << 4);
    } else {
      length = listColumns(layer.input + ((<usize>row) << 2), stride, count, list, step);
    }
    let right = dOutput;
    let to = scratch + at * PANEL_BYTES;
    for (let at = column; at < lastColumn; at += PANEL) {
      tile(SUMS, 0, length, list, right, to, PANEL_BYTES, 0);
      right += PANEL_BYTES;
      to += SQUARE_BYTES;
    }
  }
}

/** Computes the gradient of the bias, the column sums of dOutput, and updates the bias. */
export function denseBackwardBias(plan: Plan, layer: Layer, scratch: usize): void {
  columnSums(layer.dOutput, scratch, plan.count, layer.columns);
  updateWeights(plan, layer.bias, scratch, layer.columns);
}
