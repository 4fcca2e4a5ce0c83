// Activation functions and their derivatives. A derivative is computed from the function's own output y, so the input
// need not be kept.

import { exp4, tanh4 } from './elementary';
import { loadTail, storeTail } from './lanes';

/** The number of each activation, as in ACTIVATION_NUMBERS (worker/kernels/bindings.ts). 0 is linear. */
export const RELU = 1;
export const TANH = 2;
export const SIGMOID = 3;

/** 1 / (1 + e⁻ˣ), relative error below 1.5e-7. */
function sigmoid4(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp4(f32x4.neg(x))));
}

/** The activation of four values. */
// @inline
function activate4(kind: i32, x: v128): v128 {
  if (kind === RELU) return f32x4.max(x, f32x4.splat(0));
  if (kind === TANH) return tanh4(x);
  if (kind === SIGMOID) return sigmoid4(x);
  return x;
}

/**
 * The smallest value that an activation lets through, so relu is max(x, floor) while a sum is still in a register.
 * tanh and sigmoid are applied to whole rows afterwards (`activateRows`). Inside the tile, the compiler computes them
 * for every layer and discards the results where they do not apply.
 */
// @inline
export function floorOf(kind: i32): f32 {
  return kind === RELU ? 0 : f32.NEGATIVE_INFINITY;
}

/** Applies tanh or sigmoid, in place, to `count` values that a tile has stored. Does nothing for the others. */
export function activateRows(kind: i32, rows: usize, count: i32): void {
  if (kind === TANH || kind === SIGMOID) activate(kind, rows, rows, count);
}

/**
 * dY times the derivative at four outputs y. relu: dY where y > 0, else 0. tanh: dY (1 − y²). sigmoid: dY y (1 − y).
 */
// @inline
export function activateBackward4(kind: i32, y: v128, dY: v128): v128 {
  if (kind === RELU) return v128.and(dY, f32x4.gt(y, f32x4.splat(0)));
  if (kind === TANH) return f32x4.mul(dY, f32x4.sub(f32x4.splat(1), f32x4.mul(y, y)));
  if (kind === SIGMOID) return f32x4.mul(dY, f32x4.mul(y, f32x4.sub(f32x4.splat(1), y)));
  return dY;
}

/** y = activation(x), shape (count) both; x and y may be the same. */
export function activate(kind: i32, x: usize, y: usize, count: i32): void {
  switch (kind) {
    case RELU:
      activateAll(RELU, x, y, count);
      break;
    case TANH:
      activateAll(TANH, x, y, count);
      break;
    case SIGMOID:
      activateAll(SIGMOID, x, y, count);
      break;
    default:
      memory.copy(y, x, (<usize>count) << 2);
  }
}

// @inline
function activateAll(kind: i32, x: usize, y: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4, x += 16, y += 16) v128.store(y, activate4(kind, v128.load(x)));
  if (i < count) storeTail(y, activate4(kind, loadTail(x, count - i)), count - i);
}

/** dX = activation′ · dY, from the outputs y, shape (count) each; dX and dY may be the same. */
export function activateBackward(kind: i32, y: usize, dY: usize, dX: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4, y += 16, dY += 16, dX += 16) {
    v128.store(dX, activateBackward4(kind, v128.load(y), v128.load(dY)));
  }
  const rest = count - i;
  if (rest > 0) storeTail(dX, activateBackward4(kind, loadTail(y, rest), loadTail(dY, rest)), rest);
}
