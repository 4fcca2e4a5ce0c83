// exp, log and tanh of four values at once. The range reductions and polynomials are those of S. Moshier's Cephes
// library (expf, logf, tanhf). Their additions, multiplications and divisions are correctly rounded everywhere, so
// every machine gives the same bits.

import { loadTail, storeTail } from './lanes';

const LOG2_E: f32 = Mathf.LOG2E;
// ln 2 in two parts: LN2_HIGH has few digits, so n · LN2_HIGH is exact for every n that occurs.
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;
/** Above EXP_HIGHEST exp is infinite in float32. Below EXP_LOWEST it would be subnormal or 0; here it is 0. */
const EXP_LOWEST: f32 = -87.33654;
const EXP_HIGHEST: f32 = 88.72283;

// @inline
function multiplyAdd(a: v128, b: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(a, b), f32x4.splat(c));
}

/** eˣ, relative error below 8.2e-8. −∞ gives 0, +∞ gives +∞, NaN stays NaN. */
export function exp4(x: v128): v128 {
  const bounded = f32x4.max(f32x4.min(x, f32x4.splat(EXP_HIGHEST)), f32x4.splat(EXP_LOWEST));
  // x = n · ln 2 + r with |r| ≤ ln 2 / 2
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(LOG2_E)));
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(LN2_HIGH)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(LN2_LOW)));
  let p = multiplyAdd(f32x4.splat(1.98756915e-4), r, 1.3981999507e-3);
  p = multiplyAdd(p, r, 8.3334519073e-3);
  p = multiplyAdd(p, r, 4.1665795894e-2);
  p = multiplyAdd(p, r, 1.6666665459e-1);
  p = multiplyAdd(p, r, 5.0000001201e-1);
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  // Times 2ⁿ in two factors, because n may be 128 and 2¹²⁸ is no float32. A float32 with the exponent bits k + 127
  // and no others is 2ᵏ.
  const power = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(power, 1);
  const first = i32x4.shl(i32x4.add(half, i32x4.splat(127)), 23);
  const second = i32x4.shl(i32x4.add(i32x4.sub(power, half), i32x4.splat(127)), 23);
  const result = f32x4.mul(f32x4.mul(p, first), second);
  const tooLow = f32x4.lt(x, f32x4.splat(EXP_LOWEST));
  const tooHigh = f32x4.gt(x, f32x4.splat(EXP_HIGHEST));
  return v128.bitselect(f32x4.splat(f32.MAX_VALUE * 2), v128.andnot(result, tooLow), tooHigh);
}

/**
 * ln x for normal x > 0, error below 8.2e-8 relative to the larger of |ln x| and 1. For other x the result means
 * nothing.
 */
export function log4(x: v128): v128 {
  // x = m · 2ᵉ with √½ ≤ m < √2
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const e = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const f = f32x4.sub(m, f32x4.splat(1));
  const square = f32x4.mul(f, f);
  let p = multiplyAdd(f32x4.splat(7.0376836292e-2), f, -1.151461031e-1);
  p = multiplyAdd(p, f, 1.167699874e-1);
  p = multiplyAdd(p, f, -1.2420140846e-1);
  p = multiplyAdd(p, f, 1.4249322787e-1);
  p = multiplyAdd(p, f, -1.6668057665e-1);
  p = multiplyAdd(p, f, 2.0000714765e-1);
  p = multiplyAdd(p, f, -2.4999993993e-1);
  p = multiplyAdd(p, f, 3.3333331174e-1);
  let y = f32x4.mul(f32x4.mul(f, square), p);
  y = f32x4.add(y, f32x4.mul(e, f32x4.splat(LN2_LOW)));
  y = f32x4.sub(y, f32x4.mul(square, f32x4.splat(0.5)));
  return f32x4.add(f32x4.add(f, y), f32x4.mul(e, f32x4.splat(LN2_HIGH)));
}

/** tanh x, relative error below 1.5e-7. ±∞ give ±1, NaN stays NaN. */
export function tanh4(x: v128): v128 {
  const size = f32x4.abs(x);
  const square = f32x4.mul(x, x);
  // Up to 0.625 an odd polynomial, above it 1 − 2 / (e^2|x| + 1).
  let p = multiplyAdd(f32x4.splat(-5.70498872745e-3), square, 2.06390887954e-2);
  p = multiplyAdd(p, square, -5.37397155531e-2);
  p = multiplyAdd(p, square, 1.33314422036e-1);
  p = multiplyAdd(p, square, -3.33332819422e-1);
  const small = f32x4.add(f32x4.mul(f32x4.mul(p, square), x), x);
  const powers = f32x4.add(exp4(f32x4.add(size, size)), f32x4.splat(1));
  const large = f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), powers));
  const signed = v128.or(large, v128.and(x, f32x4.splat(-0.0)));
  return v128.bitselect(small, signed, f32x4.lt(size, f32x4.splat(0.625)));
}

/** y[i] = exp(x[i]), shape (count) both. */
export function exponentials(x: usize, y: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4, x += 16, y += 16) v128.store(y, exp4(v128.load(x)));
  if (i < count) storeTail(y, exp4(loadTail(x, count - i)), count - i);
}

/** y[i] = ln x[i], shape (count) both. */
export function logarithms(x: usize, y: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4, x += 16, y += 16) v128.store(y, log4(v128.load(x)));
  if (i < count) storeTail(y, log4(loadTail(x, count - i)), count - i);
}

/** y[i] = tanh x[i], shape (count) both. */
export function hyperbolicTangents(x: usize, y: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4, x += 16, y += 16) v128.store(y, tanh4(v128.load(x)));
  if (i < count) storeTail(y, tanh4(loadTail(x, count - i)), count - i);
}
