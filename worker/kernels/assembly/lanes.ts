// Vectors of four float32: the ends of rows that are not a multiple of four long, sums over lanes, and tiny values.

/** Loads `count` values (1 to 3) and reads nothing after them. The other lanes are 0. */
export function loadTail(from: usize, count: i32): v128 {
  let vector = v128.load32_zero(from);
  if (count > 1) vector = f32x4.replace_lane(vector, 1, load<f32>(from, 4));
  if (count > 2) vector = f32x4.replace_lane(vector, 2, load<f32>(from, 8));
  return vector;
}

/** Stores the first `count` lanes (1 to 3) and writes nothing after them. */
export function storeTail(to: usize, vector: v128, count: i32): void {
  store<f32>(to, f32x4.extract_lane(vector, 0));
  if (count > 1) store<f32>(to, f32x4.extract_lane(vector, 1), 4);
  if (count > 2) store<f32>(to, f32x4.extract_lane(vector, 2), 8);
}

/** A mask with all bits set in the lanes below `count`, which may be any number. */
// @inline
export function lanesBelow(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}

/** The sum of the four lanes: (0 + 2) + (1 + 3). */
// @inline
export function sumOfLanes(vector: v128): f32 {
  const halves = f32x4.add(vector, i32x4.shuffle(vector, vector, 2, 3, 0, 1));
  return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
}

/** The largest of the four lanes. */
// @inline
export function largestOfLanes(vector: v128): f32 {
  const halves = f32x4.max(vector, i32x4.shuffle(vector, vector, 2, 3, 0, 1));
  return max(f32x4.extract_lane(halves, 0), f32x4.extract_lane(halves, 1));
}

/**
 * Moments of this size or less become 0. A moment that decays by a factor in each step would end as a subnormal
 * number, with which processors take four times as long; long before that it is too small to change a weight
 * (docs/decisions/0013).
 */
const TINY: f32 = 1e-30;

/** Sets the lanes to 0 whose size is at most TINY. */
// @inline
export function flushTiny(vector: v128): v128 {
  // A mask instead of f32x4.abs, which some compilers turn into three instructions.
  const size = v128.and(vector, i32x4.splat(0x7fffffff));
  return v128.andnot(vector, f32x4.le(size, f32x4.splat(TINY)));
}

/** Does the same for lanes that are never negative. */
// @inline
export function flushTinySquares(vector: v128): v128 {
  return v128.andnot(vector, f32x4.le(vector, f32x4.splat(TINY)));
}
