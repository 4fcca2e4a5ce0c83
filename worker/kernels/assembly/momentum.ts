// Gradient descent with momentum.

import { flushTiny, loadTail, storeTail } from './lanes';
import { sgd4 } from './sgd';

/** Accumulated gradients of four weights: decay · a + g. */
// @inline
export function accumulate4(a: v128, g: v128, decay: v128): v128 {
  return flushTiny(f32x4.add(f32x4.mul(decay, a), g));
}

/**
 * One step of gradient descent with momentum, as in TensorFlow: a = decay · a + g, w −= rate · a.
 * @param w, g weights and their gradient, shape (count)
 * @param a accumulated gradients, shape (count), 0 before the first step
 */
export function momentum(w: usize, a: usize, g: usize, count: i32, rate: f32, decay: f32): void {
  const rates = f32x4.splat(rate);
  const decays = f32x4.splat(decay);
  let i = 0;
  for (; i + 4 <= count; i += 4, w += 16, a += 16, g += 16) {
    const sums = accumulate4(v128.load(a), v128.load(g), decays);
    v128.store(a, sums);
    v128.store(w, sgd4(v128.load(w), sums, rates));
  }
  const rest = count - i;
  if (rest === 0) return;
  const sums = accumulate4(loadTail(a, rest), loadTail(g, rest), decays);
  storeTail(a, sums, rest);
  storeTail(w, sgd4(loadTail(w, rest), sums, rates), rest);
}
