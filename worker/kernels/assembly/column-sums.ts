// Sums over the rows of a matrix.

import { loadTail, storeTail } from './lanes';

/** The sums of four columns, from the first row to the last. Rows are `stride` bytes apart. */
// @inline
export function columnSums4(x: usize, rows: i32, stride: usize): v128 {
  let sums = f32x4.splat(0);
  for (let row = 0; row < rows; row++, x += stride) sums = f32x4.add(sums, v128.load(x));
  return sums;
}

/**
 * sums[j] = Σᵢ x[i, j]: the gradient of a bias, from the gradient of its layer's values.
 * @param x shape (rows, columns)
 * @param sums shape (columns)
 */
export function columnSums(x: usize, sums: usize, rows: i32, columns: i32): void {
  const stride = (<usize>columns) << 2;
  let column = 0;
  for (; column + 4 <= columns; column += 4, x += 16, sums += 16)
    v128.store(sums, columnSums4(x, rows, stride));
  const rest = columns - column;
  if (rest === 0) return;
  let tail = f32x4.splat(0);
  for (let row = 0; row < rows; row++, x += stride) tail = f32x4.add(tail, loadTail(x, rest));
  storeTail(sums, tail, rest);
}
