// Gradient descent.

import { loadTail, storeTail } from './lanes';

/** w − rate · g, for four weights. */
// @inline
export function sgd4(w: v128, g: v128, rate: v128): v128 {
  return f32x4.sub(w, f32x4.mul(rate, g));
}

/** One step of gradient descent: w −= rate · g, shape (count) both. */
export function sgd(w: usize, g: usize, count: i32, rate: f32): void {
  const rates = f32x4.splat(rate);
  let i = 0;
  for (; i + 4 <= count; i += 4, w += 16, g += 16) v128.store(w, sgd4(v128.load(w), v128.load(g), rates));
  const rest = count - i;
  if (rest > 0) storeTail(w, sgd4(loadTail(w, rest), loadTail(g, rest), rates), rest);
}
