// The tile: two rows and sixteen columns of a matrix product, summed in eight registers over a list of pairs.
// All products here are made of it, so every sum is made in one order, whatever the shapes and the number of threads.

import { activateBackward4, floorOf } from './activation';
import { adamStep4, moment4 } from './adam';
import { accumulate4 } from './momentum';
import { ENTRY_BYTES } from './nonzero-list';
import { MOMENTUM, Plan, RMSPROP, SGD } from './plan';
import { meanSquare4, rmsPropStep4 } from './rms-prop';
import { sgd4 } from './sgd';

// What becomes of the sums. The constants decide while compiling: each use of `tile` keeps its own branch alone.
/** a + b, or `floor` where that is larger, to two rows. */
export const FORWARD = 0;
/** Times the derivative of the activation, to two rows. */
export const BACKWARD = 1;
/** The gradient of two rows of a kernel, by which they and their moments are updated. */
export const UPDATE = 2;
/** As they are, to two rows. */
export const SUMS = 3;

@inline
function forward4(floor: v128, sums: v128, bias: usize, to: usize): void {
  v128.store(to, f32x4.max(f32x4.add(sums, v128.load(bias)), floor));
}

@inline
function backward4(activation: i32, sums: v128, output: usize, to: usize): void {
  v128.store(to, activateBackward4(activation, v128.load(output), sums));
}

/** Updates four weights at `w` by their gradient. */
@inline
export function update4(optimizer: i32, plan: Plan, w: usize, g: v128): void {
  const weights = v128.load(w);
  const rate = v128.load32_splat(changetype<usize>(plan), offsetof<Plan>('rate'));
  if (optimizer == SGD) {
    v128.store(w, sgd4(weights, g, rate));
    return;
  }
  const first = w + plan.firstMoment;
  const decay1 = v128.load32_splat(changetype<usize>(plan), offsetof<Plan>('decay1'));
  if (optimizer == MOMENTUM) {
    const sums = accumulate4(v128.load(first), g, decay1);
    v128.store(first, sums);
    v128.store(w, sgd4(weights, sums, rate));
    return;
  }
  const complement1 = v128.load32_splat(changetype<usize>(plan), offsetof<Plan>('complement1'));
  const epsilon = v128.load32_splat(changetype<usize>(plan), offsetof<Plan>('epsilon'));
  if (optimizer == RMSPROP) {
    const squares = meanSquare4(v128.load(first), g, decay1, complement1);
    v128.store(first, squares);
    v128.store(w, f32x4.sub(weights, rmsPropStep4(squares, g, rate, epsilon)));
    return;
  }
  const second = w + plan.secondMoment;
  const decay2 = v128.load32_splat(changetype<usize>(plan), offsetof<Plan>('decay2'));
  const complement2 = v128.load32_splat(changetype<usize>(plan), offsetof<Plan>('complement2'));
  const m = moment4(v128.load(first), g, decay1, complement1);
  const v = moment4(v128.load(second), f32x4.mul(g, g), decay2, complement2);
  v128.store(first, m);
  v128.store(second, v);
  v128.store(w, f32x4.sub(weights, adamStep4(m, v, rate, epsilon)));
}

/**
 * @param count, list entries, see nonzero-list.ts
 * @param right the first of sixteen columns of the right operand; its rows are at the entries' offsets
 * @param to where the first row of the tile goes; the second is `stride` bytes behind it
 * @param extra FORWARD: sixteen biases. BACKWARD: the outputs whose derivative is taken, laid out as at `to`
 * @param kind FORWARD, BACKWARD: the activation, of which FORWARD does relu alone. UPDATE: the optimizer
 */
@inline
export function tile(
  then: i32,
  kind: i32,
  count: i32,
  list: usize,
  right: usize,
  to: usize,
  stride: usize,
  extra: usize,
  plan: Plan,
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
  if (then == FORWARD) {
    const floor = f32x4.splat(floorOf(kind));
    forward4(floor, a0, extra, to);
    forward4(floor, a1, extra + 16, to + 16);
    forward4(floor, a2, extra + 32, to + 32);
    forward4(floor, a3, extra + 48, to + 48);
    forward4(floor, b0, extra, to + stride);
    forward4(floor, b1, extra + 16, to + stride + 16);
    forward4(floor, b2, extra + 32, to + stride + 32);
    forward4(floor, b3, extra + 48, to + stride + 48);
  } else if (then == BACKWARD) {
    backward4(kind, a0, extra, to);
    backward4(kind, a1, extra + 16, to + 16);
    backward4(kind, a2, extra + 32, to + 32);
    backward4(kind, a3, extra + 48, to + 48);
    backward4(kind, b0, extra + stride, to + stride);
    backward4(kind, b1, extra + stride + 16, to + stride + 16);
    backward4(kind, b2, extra + stride + 32, to + stride + 32);
    backward4(kind, b3, extra + stride + 48, to + stride + 48);
  } else if (then == SUMS) {
    v128.store(to, a0);
    v128.store(to + 16, a1);
    v128.store(to + 32, a2);
    v128.store(to + 48, a3);
    v128.store(to + stride, b0);
    v128.store(to + stride + 16, b1);
    v128.store(to + stride + 32, b2);
    v128.store(to + stride + 48, b3);
  } else {
    update4(kind, plan, to, a0);
    update4(kind, plan, to + 16, a1);
    update4(kind, plan, to + 32, a2);
    update4(kind, plan, to + 48, a3);
    update4(kind, plan, to + 64, b0);
    update4(kind, plan, to + 80, b1);
    update4(kind, plan, to + 96, b2);
    update4(kind, plan, to + 112, b3);
  }
}
