// The right operand of a product, copied into panels: all rows of sixteen columns, then all rows of the next sixteen.
// A tile reads a panel from start to end.

import { loadTail } from './lanes';
import { PANEL, PANEL_BYTES } from './plan';

/** Transposes four rows of four values. */
// @inline
function transpose4x4(from: usize, fromStride: usize, to: usize, toStride: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from + fromStride);
  const r2 = v128.load(from + 2 * fromStride);
  const r3 = v128.load(from + 3 * fromStride);
  const low01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5);
  const high01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7);
  const low23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
  const high23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
  v128.store(to, i64x2.shuffle(low01, low23, 0, 2));
  v128.store(to + toStride, i64x2.shuffle(low01, low23, 1, 3));
  v128.store(to + 2 * toStride, i64x2.shuffle(high01, high23, 0, 2));
  v128.store(to + 3 * toStride, i64x2.shuffle(high01, high23, 1, 3));
}

/**
 * Transposes sixteen rows of a matrix that lies in panels into one panel.
 * @param from the first of the sixteen rows in the first panel; panels are `panelBytes` apart
 * @param columns columns of the matrix to transpose
 * @param to shape (columns rounded up to 16, 16)
 */
export function packTransposedPanel(from: usize, panelBytes: usize, columns: i32, to: usize): void {
  for (let column = 0; column < columns; column += PANEL) {
    for (let i: usize = 0; i < PANEL_BYTES; i += 16) {
      for (let j: usize = 0; j < <usize>PANEL; j += 4) {
        transpose4x4(
          from + j * PANEL_BYTES + i,
          PANEL_BYTES,
          to + (i >> 2) * PANEL_BYTES + (j << 2),
          PANEL_BYTES,
        );
      }
    }
    from += panelBytes;
    to += <usize>PANEL * PANEL_BYTES;
  }
}

/**
 * Copies a row-major matrix, or its transpose, into panels padded with zeros.
 * @param from shape (rows, columns), row-major; with `transposed` shape (columns, rows)
 * @param to shape (columns / 16 rounded up, rows, 16)
 */
export function packPanels(from: usize, rows: i32, columns: i32, transposed: bool, to: usize): void {
  for (let column = 0; column < columns; column += PANEL) {
    const width = min(PANEL, columns - column);
    if (transposed) packColumnsOfRows(from + ((<usize>column * rows) << 2), rows, width, to);
    else packRows(from + ((<usize>column) << 2), (<usize>columns) << 2, rows, width, to);
    to += <usize>rows * PANEL_BYTES;
  }
}

function packRows(from: usize, stride: usize, rows: i32, width: i32, to: usize): void {
  const whole = width & ~3;
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++, from += stride, to += PANEL_BYTES) {
    let i = 0;
    for (; i < whole; i += 4) v128.store(to + ((<usize>i) << 2), v128.load(from + ((<usize>i) << 2)));
    if (i < width) {
      v128.store(to + ((<usize>i) << 2), loadTail(from + ((<usize>i) << 2), width - i));
      i += 4;
    }
    for (; i < PANEL; i += 4) v128.store(to + ((<usize>i) << 2), zero);
  }
}

/** Transposes `width` rows of `length` values into one panel. @param from shape (width, length) */
function packColumnsOfRows(from: usize, length: i32, width: i32, to: usize): void {
  const stride = (<usize>length) << 2;
  const wholeWidth = width & ~3;
  const wholeLength = length & ~3;
  if (width < PANEL) memory.fill(to, 0, <usize>length * PANEL_BYTES);
  for (let i = 0; i < wholeWidth; i += 4) {
    const block = from + <usize>i * stride;
    const panel = to + ((<usize>i) << 2);
    for (let k = 0; k < wholeLength; k += 4) {
      transpose4x4(block + ((<usize>k) << 2), stride, panel + <usize>k * PANEL_BYTES, PANEL_BYTES);
    }
    for (let k = wholeLength; k < length; k++) packOneByOne(block, stride, k, 4, panel);
  }
  for (let k = 0; wholeWidth < width && k < length; k++) {
    packOneByOne(
      from + <usize>wholeWidth * stride,
      stride,
      k,
      width - wholeWidth,
      to + ((<usize>wholeWidth) << 2),
    );
  }
}

function packOneByOne(from: usize, stride: usize, k: i32, width: i32, panel: usize): void {
  from += (<usize>k) << 2;
  panel += <usize>k * PANEL_BYTES;
  for (let i = 0; i < width; i++, from += stride, panel += 4) store<f32>(panel, load<f32>(from));
}
