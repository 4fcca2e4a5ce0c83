// The Adam optimizer.

import { flushTiny, loadTail, storeTail } from './lanes';
import { meanSquare4 } from './rms-prop';

/** First moments of four weights: decay · m + complement · g. */
// @inline
function mean4(m: v128, g: v128, decay: v128, complement: v128): v128 {
  return flushTiny(f32x4.add(f32x4.mul(decay, m), f32x4.mul(complement, g)));
}

/** The steps of four weights: rate · m / (√v + epsilon). */
// @inline
function step4(m: v128, v: v128, rate: v128, epsilon: v128): v128 {
  return f32x4.div(f32x4.mul(rate, m), f32x4.add(f32x4.sqrt(v), epsilon));
}

// @inline
function update4(
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  rate: v128,
  epsilon: v128,
  decay1: v128,
  complement1: v128,
  decay2: v128,
  complement2: v128,
): void {
  const gradient = v128.load(g);
  const first = mean4(v128.load(m), gradient, decay1, complement1);
  const second = meanSquare4(v128.load(v), gradient, decay2, complement2);
  v128.store(m, first);
  v128.store(v, second);
  v128.store(w, f32x4.sub(v128.load(w), step4(first, second, rate, epsilon)));
}

/**
 * One step of Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1): m = β₁ m + (1 − β₁) g, v = β₂ v + (1 − β₂) g², w −=
 * rate · m / (√v + epsilon).
 *
 * The caller puts the bias corrections c₁ = 1 − β₁ᵗ and c₂ = 1 − β₂ᵗ into two numbers, as the paper's section 2
 * suggests. With rate = α √c₂ / c₁ and epsilon = ε √c₂ the step is α · m̂ / (√v̂ + ε), and no weight needs its own
 * correction.
 * @param w, g weights and their gradient, shape (count)
 * @param m, v first and second moments, shape (count), 0 before the first step
 */
export function adam(
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  count: i32,
  rate: f32,
  epsilon: f32,
  beta1: f64,
  beta2: f64,
): void {
  adamOf(w, m, v, g, count, rate, epsilon, <f32>beta1, <f32>(1 - beta1), <f32>beta2, <f32>(1 - beta2));
}

/**
 * Does the same. complement1 is 1 − β₁ computed in float64 and then rounded; 1 − decay1 in float32 would have fewer
 * correct digits.
 */
export function adamOf(
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  count: i32,
  rate: f32,
  epsilon: f32,
  decay1: f32,
  complement1: f32,
  decay2: f32,
  complement2: f32,
): void {
  const rates = f32x4.splat(rate);
  const epsilons = f32x4.splat(epsilon);
  const decays1 = f32x4.splat(decay1);
  const complements1 = f32x4.splat(complement1);
  const decays2 = f32x4.splat(decay2);
  const complements2 = f32x4.splat(complement2);
  let i = 0;
  // Two vectors in each turn: roots and divisions share one unit of the processor, which should never wait.
  for (; i + 8 <= count; i += 8, w += 32, m += 32, v += 32, g += 32) {
    update4(w, m, v, g, rates, epsilons, decays1, complements1, decays2, complements2);
    update4(w + 16, m + 16, v + 16, g + 16, rates, epsilons, decays1, complements1, decays2, complements2);
  }
  if (i + 4 <= count) {
    update4(w, m, v, g, rates, epsilons, decays1, complements1, decays2, complements2);
    i += 4;
    w += 16;
    m += 16;
    v += 16;
    g += 16;
  }
  const rest = count - i;
  if (rest === 0) return;
  const gradient = loadTail(g, rest);
  const first = mean4(loadTail(m, rest), gradient, decays1, complements1);
  const second = meanSquare4(loadTail(v, rest), gradient, decays2, complements2);
  storeTail(m, first, rest);
  storeTail(v, second, rest);
  storeTail(w, f32x4.sub(loadTail(w, rest), step4(first, second, rates, epsilons)), rest);
}
