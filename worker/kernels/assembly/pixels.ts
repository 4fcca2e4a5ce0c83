// Pixels are bytes in the engine's memory and become float32 from 0 to 1 where they are read.

/** Images whose bytes are transposed together. Buffers of pixels have a multiple of this many rows. */
export const PIXEL_ROWS: i32 = 8;

// 1/255 in two parts. A pixel times HIGH is exact, because 8 + 16 bits fit into a float32. Adding the pixel times LOW
// gives the float32 nearest to pixel / 255 for all 256 pixels, without a division. A test compares each of them.
const HIGH: f32 = 0.0039215087890625;
const LOW: f32 = 5.983839201917363e-8;

/** Four pixels, 0 to 255 as int32, divided by 255. */
// @inline
export function scalePixels(pixels: v128): v128 {
  const values = f32x4.convert_i32x4_s(pixels);
  return f32x4.add(f32x4.mul(values, f32x4.splat(HIGH)), f32x4.mul(values, f32x4.splat(LOW)));
}

/**
 * to = from / 255.
 * @param from bytes, shape (count)
 * @param to float32, shape (count)
 */
export function formatPixels(from: usize, to: usize, count: i32): void {
  let i = 0;
  for (; i + 16 <= count; i += 16, from += 16, to += 64) {
    const pixels = v128.load(from);
    const low = i16x8.extend_low_i8x16_u(pixels);
    const high = i16x8.extend_high_i8x16_u(pixels);
    v128.store(to, scalePixels(i32x4.extend_low_i16x8_u(low)));
    v128.store(to, scalePixels(i32x4.extend_high_i16x8_u(low)), 16);
    v128.store(to, scalePixels(i32x4.extend_low_i16x8_u(high)), 32);
    v128.store(to, scalePixels(i32x4.extend_high_i16x8_u(high)), 48);
  }
  for (; i < count; i++, from++, to += 4) {
    store<f32>(to, f32x4.extract_lane(scalePixels(i32x4.splat(load<u8>(from))), 0));
  }
}

// @inline
function interleaveLow(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// @inline
function interleaveHigh(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/** Stores two columns of eight pixels, which follow each other in the vector. */
// @inline
function storeTwo(to: usize, stride: usize, columns: v128): void {
  v128.store64_lane(to, columns, 0);
  v128.store64_lane(to + stride, columns, 1);
}

/**
 * Transposes sixteen columns of pixels.
 * @param from bytes, shape (rows rounded up to 8, 16), rows `fromStride` bytes apart
 * @param to bytes, shape (16, rows rounded up to 8), rows `toStride` bytes apart
 */
export function transposePixels(from: usize, fromStride: usize, rows: i32, to: usize, toStride: usize): void {
  for (let row = 0; row < rows; row += 8, from += fromStride << 3, to += 8) {
    const r0 = v128.load(from);
    const r1 = v128.load(from + fromStride);
    const r2 = v128.load(from + 2 * fromStride);
    const r3 = v128.load(from + 3 * fromStride);
    const half = from + 4 * fromStride;
    const r4 = v128.load(half);
    const r5 = v128.load(half + fromStride);
    const r6 = v128.load(half + 2 * fromStride);
    const r7 = v128.load(half + 3 * fromStride);
    // even04 has rows 0, 2, 4, 6 of columns 0 to 3, column by column; odd04 rows 1, 3, 5, 7. Interleaved they are
    // whole columns.
    const even04 = interleaveLow(interleaveLow(r0, r4), interleaveLow(r2, r6));
    const odd04 = interleaveLow(interleaveLow(r1, r5), interleaveLow(r3, r7));
    storeTwo(to, toStride, interleaveLow(even04, odd04));
    storeTwo(to + 2 * toStride, toStride, interleaveHigh(even04, odd04));
    const even48 = interleaveHigh(interleaveLow(r0, r4), interleaveLow(r2, r6));
    const odd48 = interleaveHigh(interleaveLow(r1, r5), interleaveLow(r3, r7));
    storeTwo(to + 4 * toStride, toStride, interleaveLow(even48, odd48));
    storeTwo(to + 6 * toStride, toStride, interleaveHigh(even48, odd48));
    const even812 = interleaveLow(interleaveHigh(r0, r4), interleaveHigh(r2, r6));
    const odd812 = interleaveLow(interleaveHigh(r1, r5), interleaveHigh(r3, r7));
    storeTwo(to + 8 * toStride, toStride, interleaveLow(even812, odd812));
    storeTwo(to + 10 * toStride, toStride, interleaveHigh(even812, odd812));
    const even1216 = interleaveHigh(interleaveHigh(r0, r4), interleaveHigh(r2, r6));
    const odd1216 = interleaveHigh(interleaveHigh(r1, r5), interleaveHigh(r3, r7));
    storeTwo(to + 12 * toStride, toStride, interleaveLow(even1216, odd1216));
    storeTwo(to + 14 * toStride, toStride, interleaveHigh(even1216, odd1216));
  }
}
