// The tile: two rows and sixteen columns of a matrix product, summed in eight registers over a list of pairs.
// All products here are made of it, so every sum is made in one order, whatever the shapes and the number of threads.

import { activateBackward4, floorOf } from './activation';
import { ENTRY_BYTES } from './nonzero-list';

// What becomes of the sums. The constants decide while compiling: each use of `tile` keeps its own branch alone.
/** a + b, or `floor` where that is larger, to two rows. */
export const FORWARD = 0;
/** Times the derivative of the activation, to two rows. */
export const BACKWARD = 1;
/** As they are, to two rows. */
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
 * @param count, list entries, see nonzero-list.ts
 * @param right the first of sixteen columns of the right operand; its rows are at the entries' offsets
 * @param to where the first row of the tile goes; the second is `stride` bytes behind it
 * @param extra FORWARD: sixteen biases. BACKWARD: the outputs whose derivative is taken, laid out as at `to`
 * @param activation of FORWARD, which does relu alone, and of BACKWARD
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
