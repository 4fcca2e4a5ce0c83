// The RMSProp optimizer.

import { flushTinySquares, loadTail, storeTail } from './lanes';

/** Mean squares of the gradients of four weights: decay · s + complement · g². */
// @inline
export function meanSquare4(s: v128, g: v128, decay: v128, complement: v128): v128 {
  return flushTinySquares(f32x4.add(f32x4.mul(decay, s), f32x4.mul(f32x4.mul(g, g), complement)));
}

/** The steps of four weights: rate · g / √(s + epsilon). */
// @inline
export function rmsPropStep4(s: v128, g: v128, rate: v128, epsilon: v128): v128 {
  return f32x4.div(f32x4.mul(rate, g), f32x4.sqrt(f32x4.add(s, epsilon)));
}

/**
 * One step of RMSProp as in TensorFlow, with epsilon under the root: s = decay · s + (1 − decay) · g², w −= rate · g
 * / √(s + epsilon).
 * @param w, g weights and their gradient, shape (count)
 * @param s mean squares, shape (count), 0 before the first step
 */
export function rmsProp(w: usize, s: usize, g: usize, count: i32, rate: f32, decay: f64, epsilon: f32): void {
  rmsPropOf(w, s, g, count, rate, <f32>decay, <f32>(1 - decay), epsilon);
}

/** Does the same. complement is 1 − decay computed in float64 and then rounded. */
export function rmsPropOf(
  w: usize,
  s: usize,
  g: usize,
  count: i32,
  rate: f32,
  decay: f32,
  complement: f32,
  epsilon: f32,
): void {
  const rates = f32x4.splat(rate);
  const decays = f32x4.splat(decay);
  const complements = f32x4.splat(complement);
  const epsilons = f32x4.splat(epsilon);
  let i = 0;
  for (; i + 4 <= count; i += 4, w += 16, s += 16, g += 16) {
    const gradient = v128.load(g);
    const squares = meanSquare4(v128.load(s), gradient, decays, complements);
    v128.store(s, squares);
    v128.store(w, f32x4.sub(v128.load(w), rmsPropStep4(squares, gradient, rates, epsilons)));
  }
  const rest = count - i;
  if (rest === 0) return;
  const gradient = loadTail(g, rest);
  const squares = meanSquare4(loadTail(s, rest), gradient, decays, complements);
  storeTail(s, squares, rest);
  storeTail(w, f32x4.sub(loadTail(w, rest), rmsPropStep4(squares, gradient, rates, epsilons)), rest);
}
