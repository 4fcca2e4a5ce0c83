// The tile: two rows by sixteen columns of a matrix product, in eight registers of four float32. Every matrix product
// of the kernels is computed tile by tile, so every sum runs in the same order, whatever the shapes and the number of
// threads.
//
//              right: 16 columns
//   list       r[0..3]  r[4..7]  r[8..11]  r[12..15]     one row for each entry
//   a first    a0       a1       a2        a3            += a · r
//   b second   b0       b1       b2        b3            += b · r

import { activateBackward4, floorOf } from './activation';
import { ENTRY_BYTES } from './nonzero-list';

// What `tile` does with the sums. The function is inlined with one of these constants, so each use compiles to its
// own branch only.
/** Stores max(sum + bias, floor of the activation). */
export const FORWARD = 0;
/** Stores the sum times the derivative of the activation. */
export const BACKWARD = 1;
/** Stores the sum. */
export const SUMS = 2;

// @inline
function forward4(floor: v128, sums: v128, bias: usize, to: usize): void {
  v128.store(to, f32x4.max(f32x4.add(sums, v128.load(bias)), floor));
}

// @inline
function backward4(activation: i32, sums: v128, output: usize, to: usize): void {
  v128.store(to, activateBackward4(activation, v128.load(output), sums));
}

/**
 * @param then FORWARD, BACKWARD or SUMS
 * @param activation for FORWARD, which applies only relu, and for BACKWARD
 * @param count entries of the list
 * @param list two rows of the left operand, see nonzero-list.ts
 * @param right the first of sixteen columns of the right operand, whose rows are at the entries' offsets
 * @param to where the first row of the tile is stored; the second is `stride` bytes after it
 * @param extra FORWARD: sixteen biases. BACKWARD: the outputs for the derivative, laid out like `to`. SUMS: not used
 */
// @inline
export function tile(
  then: i32,
  activation: i32,
  count: i32,
  list: usize,
  right: usize,
  to: usize,
  stride: usize,
  extra: usize,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let b0 = zero;
  let b1 = zero;
  let b2 = zero;
  let b3 = zero;
  const end = list + <usize>count * ENTRY_BYTES;
  for (; list < end; list += ENTRY_BYTES) {
    const row = right + load<u32>(list, 8);
    const a = v128.load32_splat(list);
    const b = v128.load32_splat(list, 4);
    let r = v128.load(row);
    a0 = f32x4.add(a0, f32x4.mul(a, r));
    b0 = f32x4.add(b0, f32x4.mul(b, r));
    r = v128.load(row, 16);
    a1 = f32x4.add(a1, f32x4.mul(a, r));
    b1 = f32x4.add(b1, f32x4.mul(b, r));
    r = v128.load(row, 32);
    a2 = f32x4.add(a2, f32x4.mul(a, r));
    b2 = f32x4.add(b2, f32x4.mul(b, r));
    r = v128.load(row, 48);
    a3 = f32x4.add(a3, f32x4.mul(a, r));
    b3 = f32x4.add(b3, f32x4.mul(b, r));
  }
  if (then === FORWARD) {
    const floor = f32x4.splat(floorOf(activation));
    forward4(floor, a0, extra, to);
    forward4(floor, a1, extra + 16, to + 16);
    forward4(floor, a2, extra + 32, to + 32);
    forward4(floor, a3, extra + 48, to + 48);
    forward4(floor, b0, extra, to + stride);
    forward4(floor, b1, extra + 16, to + stride + 16);
    forward4(floor, b2, extra + 32, to + stride + 32);
    forward4(floor, b3, extra + 48, to + stride + 48);
  } else if (then === BACKWARD) {
    backward4(activation, a0, extra, to);
    backward4(activation, a1, extra + 16, to + 16);
    backward4(activation, a2, extra + 32, to + 32);
    backward4(activation, a3, extra + 48, to + 48);
    backward4(activation, b0, extra + stride, to + stride);
    backward4(activation, b1, extra + stride + 16, to + stride + 16);
    backward4(activation, b2, extra + stride + 32, to + stride + 32);
    backward4(activation, b3, extra + stride + 48, to + stride + 48);
  } else {
    v128.store(to, a0);
    v128.store(to + 16, a1);
    v128.store(to + 32, a2);
    v128.store(to + 48, a3);
    v128.store(to + stride, b0);
    v128.store(to + stride + 16, b1);
    v128.store(to + stride + 32, b2);
    v128.store(to + stride + 48, b3);
  }
}
