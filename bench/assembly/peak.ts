// Measures the machine's peak rate of float32 multiply-adds in plain SIMD.

/**
 * Twelve independent chains of `a = c + a · m`: enough to hide the latency of both operations, and few enough to stay
 * in sixteen registers. Each of the `rounds` performs 12 · 4 · 2 floating-point operations.
 * @returns a value that depends on all of them, so that none is optimised away
 */
export function multiplyAdds(rounds: i32, factor: f32, summand: f32): f32 {
  const m = f32x4.splat(factor);
  const c = f32x4.splat(summand);
  let a0 = c,
    a1 = c,
    a2 = c,
    a3 = c,
    a4 = c,
    a5 = c,
    a6 = c,
    a7 = c,
    a8 = c,
    a9 = c,
    a10 = c,
    a11 = c;
  for (let round = 0; round < rounds; round++) {
    a0 = f32x4.add(c, f32x4.mul(a0, m));
    a1 = f32x4.add(c, f32x4.mul(a1, m));
    a2 = f32x4.add(c, f32x4.mul(a2, m));
    a3 = f32x4.add(c, f32x4.mul(a3, m));
    a4 = f32x4.add(c, f32x4.mul(a4, m));
    a5 = f32x4.add(c, f32x4.mul(a5, m));
    a6 = f32x4.add(c, f32x4.mul(a6, m));
    a7 = f32x4.add(c, f32x4.mul(a7, m));
    a8 = f32x4.add(c, f32x4.mul(a8, m));
    a9 = f32x4.add(c, f32x4.mul(a9, m));
    a10 = f32x4.add(c, f32x4.mul(a10, m));
    a11 = f32x4.add(c, f32x4.mul(a11, m));
  }
  const sums = f32x4.add(
    f32x4.add(f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)), f32x4.add(f32x4.add(a4, a5), f32x4.add(a6, a7))),
    f32x4.add(f32x4.add(a8, a9), f32x4.add(a10, a11)),
  );
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    f32x4.extract_lane(sums, 2) +
    f32x4.extract_lane(sums, 3)
  );
}
