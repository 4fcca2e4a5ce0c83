import { flushTiny, loadTail, storeTail } from './lanes';

/** A decaying mean of four values: decay · m + complement · x. */
@inline
export function moment4(m: v128, x: v128, decay: v128, complement: v128): v128 {
  return flushTiny(f32x4.add(f32x4.mul(decay, m), f32x4.mul(complement, x)));
}

/** The step of four weights: rate · m / (√v + ε). */
@inline
export function adamStep4(m: v128, v: v128, rate: v128, epsilon: v128): v128 {
  return f32x4.div(f32x4.mul(rate, m), f32x4.add(f32x4.sqrt(v), epsilon));
}

/**
 * Adam (Kingma and Ba, algorithm 1, in the order of its section 2): the bias corrections c₁ = 1 − β₁ᵗ and
 * c₂ = 1 − β₂ᵗ go into the step size, so that no weight needs them: with rate = α √c₂ / c₁ and epsilon = ε √c₂,
 * rate · m / (√v + epsilon) is α · m̂ / (√v̂ + ε). Shape (count) each.
 * @param m, v moments, 0 before the first step
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
  const rates = f32x4.splat(rate);
  const epsilons = f32x4.splat(epsilon);
  const decay1 = f32x4.splat(<f32>beta1);
  const complement1 = f32x4.splat(<f32>(1 - beta1));
  const decay2 = f32x4.splat(<f32>beta2);
  const complement2 = f32x4.splat(<f32>(1 - beta2));
  let i = 0;
  for (; i + 4 <= count; i += 4, w += 16, m += 16, v += 16, g += 16) {
    const gradient = v128.load(g);
    const first = moment4(v128.load(m), gradient, decay1, complement1);
    const second = moment4(v128.load(v), f32x4.mul(gradient, gradient), decay2, complement2);
    v128.store(m, first);
    v128.store(v, second);
    v128.store(w, f32x4.sub(v128.load(w), adamStep4(first, second, rates, epsilons)));
  }
  const rest = count - i;
  if (rest == 0) return;
  const gradient = loadTail(g, rest);
  const first = moment4(loadTail(m, rest), gradient, decay1, complement1);
  const second = moment4(loadTail(v, rest), f32x4.mul(gradient, gradient), decay2, complement2);
  storeTail(m, first, rest);
  storeTail(v, second, rest);
  storeTail(w, f32x4.sub(loadTail(w, rest), adamStep4(first, second, rates, epsilons)), rest);
}
