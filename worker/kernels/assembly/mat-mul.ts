// The general matrix product, for row-major operands of any shape, such as TensorFlow.js tensors.

import { activateRows } from './activation';
import { storeTail } from './lanes';
import { ENTRY_BYTES, listAlone, listColumns, listRows } from './nonzero-list';
import { packPanels } from './panels';
import { BLOCK_ROWS, PANEL, PANEL_BYTES, SQUARE_BYTES } from './plan';
import { FORWARD, tile } from './tile';

/** Bytes of the lengths of a block's lists, which come before the lists. */
const LENGTHS_BYTES: usize = (BLOCK_ROWS / 2) << 2;

/** Bytes of working memory that `matMul` needs for these shapes. */
export function matMulScratchBytes(inner: i32, columns: i32): usize {
  const panels = <usize>(columns + PANEL - 1) / PANEL;
  const rightBytes = panels * <usize>inner * PANEL_BYTES;
  const biasBytes = panels * PANEL_BYTES;
  const listBytes = <usize>(BLOCK_ROWS / 2) * (4 + <usize>inner * ENTRY_BYTES);
  return rightBytes + biasBytes + 2 * PANEL_BYTES + listBytes;
}

/**
 * c = activation(a · b + bias). Each sum runs over the inner dimension from its start. Where two neighbouring rows of
 * `a` are both 0 the product is skipped, so an infinity or NaN in `b` shows only where it meets a value that is not 0
 * in one of the two rows.
 * @param a shape (rows, inner); with `transposeA` (inner, rows)
 * @param b shape (inner, columns); with `transposeB` (columns, inner)
 * @param c shape (rows, columns)
 * @param bias shape (columns), or 0 for none
 * @param activation as in activation.ts
 * @param scratch `matMulScratchBytes(inner, columns)` bytes at a multiple of 16
 */
export function matMul(
  a: usize,
  b: usize,
  c: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  transposeA: bool,
  transposeB: bool,
  bias: usize,
  activation: i32,
  scratch: usize,
): void {
  const panels = (columns + PANEL - 1) / PANEL;
  const right = scratch;
  const biases = right + <usize>panels * inner * PANEL_BYTES;
  const partial = biases + <usize>panels * PANEL_BYTES;
  const lists = partial + 2 * PANEL_BYTES;
  packPanels(b, inner, columns, transposeB, right);
  memory.fill(biases, 0, <usize>panels * PANEL_BYTES);
  if (bias) memory.copy(biases, bias, (<usize>columns) << 2);
  for (let row = 0; row < rows; row += BLOCK_ROWS) {
    const count = min(BLOCK_ROWS, rows - row);
    listLeft(a, row, count, rows, inner, transposeA, lists);
    const to = c + ((<usize>row * columns) << 2);
    multiplyBlock(right, to, count, inner, columns, biases, activation, lists, partial);
    activateRows(activation, to, count * columns);
  }
}

/**
 * Writes the lists of `count` rows of the left operand: first their lengths, then the lists, each with room for a
 * row.
 */
function listLeft(a: usize, row: i32, count: i32, rows: i32, inner: i32, transposed: bool, lists: usize): void {
  const rowBytes: usize = transposed ? 4 : (<usize>inner) << 2;
  const stepBytes: usize = transposed ? (<usize>rows) << 2 : 4;
  let list = lists + LENGTHS_BYTES;
  let from = a + <usize>row * rowBytes;
  for (let i = 0; i < count; i += 2) {
    let length: i32;
    if (i + 1 === count) length = listAlone(from, stepBytes, inner, list, <u32>PANEL_BYTES);
    else if (transposed) length = listColumns(from, stepBytes, inner, list, <u32>PANEL_BYTES);
    else length = listRows(from, from + rowBytes, inner, list, <u32>PANEL_BYTES, <u32>SQUARE_BYTES);
    store<i32>(lists, length);
    lists += 4;
    from += rowBytes << 1;
    list += <usize>inner * ENTRY_BYTES;
  }
}

function multiplyBlock(
  right: usize,
  c: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  biases: usize,
  activation: i32,
  lists: usize,
  partial: usize,
): void {
  const stride = (<usize>columns) << 2;
  for (let column = 0; column < columns; column += PANEL) {
    const width = min(PANEL, columns - column);
    let list = lists + LENGTHS_BYTES;
    let to = c;
    for (let row = 0; row < rows; row += 2) {
      const whole = width === PANEL && row + 1 < rows;
      const count = load<i32>(lists + ((<usize>row) << 1));
      const at = whole ? to : partial;
      const atStride = whole ? stride : <usize>PANEL_BYTES;
      tile(FORWARD, activation, count, list, right, at, atStride, biases);
      if (!whole) {
        storeRow(partial, to, width);
        if (row + 1 < rows) storeRow(partial + PANEL_BYTES, to + stride, width);
      }
      list += <usize>inner * ENTRY_BYTES;
      to += stride << 1;
    }
    right += <usize>inner * PANEL_BYTES;
    biases += PANEL_BYTES;
    c += PANEL_BYTES;
  }
}

function storeRow(from: usize, to: usize, width: i32): void {
  for (; width >= 4; width -= 4, from += 16, to += 16) v128.store(to, v128.load(from));
  if (width > 0) storeTail(to, v128.load(from), width);
}
