// Half of all pixels are 0, and so are many outputs of relu: what they are multiplied with adds nothing to a sum.
// The left operand of every product is therefore read into lists that leave out the pairs of zeros. An entry of a list
// has sixteen bytes: a pair's two values, then the byte offset of the row of the right operand that they are multiplied
// with. Lists are written without a branch: each entry is stored, and the next one goes over it unless it was worth keeping.

import { scalePixels } from './pixels';

/** Bytes of an entry, and the power of two that they are. */
export const ENTRY_BYTES: usize = 16;
const ENTRY_SHIFT: usize = 4;

/** Two rows of the left operand, column by column. @returns the number of entries */
export function listRows(
  first: usize, // (columns)
  second: usize, // (columns)
  columns: i32,
  list: usize, // room for (columns) entries
  step: u32, // bytes between rows of the right operand
  sixteen: u32, // bytes between its sixteens of rows
): i32 {
  let at = list;
  const jump = i64x2.splat(<i64>sixteen - ((<i64>step) << 4));
  let offsets = i64x2.replace_lane(i64x2.splat(0), 1, step);
  const twoSteps = i64x2.splat((<i64>step) << 1);
  const zero = i32x4.splat(0);
  let column = 0;
  for (; column + 4 <= columns; column += 4, first += 16, second += 16) {
    const a = v128.load(first);
    const b = v128.load(second);
    const kept = <usize>i32x4.bitmask(i32x4.ne(v128.or(a, b), zero));
    at = putTwo(at, i32x4.shuffle(a, b, 0, 4, 1, 5), offsets, kept << ENTRY_SHIFT);
    offsets = i64x2.add(offsets, twoSteps);
    at = putTwo(at, i32x4.shuffle(a, b, 2, 6, 3, 7), offsets, kept << (ENTRY_SHIFT - 2));
    offsets = i64x2.add(offsets, twoSteps);
    if ((column & 15) === 12) offsets = i64x2.add(offsets, jump);
  }
  for (; column < columns; column++, first += 4, second += 4) {
    const pair = <u64>load<u32>(first) | ((<u64>load<u32>(second)) << 32);
    at = putOne(at, pair, <u32>(column & 15) * step + <u32>(column >> 4) * sixteen);
  }
  return <i32>((at - list) >> ENTRY_SHIFT);
}

/** Stores two entries from two pairs of values and their offsets. Bits 4 and 5 of `kept` say which stay. */
// @inline
function putTwo(at: usize, pairs: v128, offsets: v128, kept: usize): usize {
  v128.store(at, i64x2.shuffle(pairs, offsets, 0, 2));
  at += kept & ENTRY_BYTES;
  v128.store(at, i64x2.shuffle(pairs, offsets, 1, 3));
  return at + ((kept >> 1) & ENTRY_BYTES);
}

// @inline
function putOne(at: usize, pair: u64, offset: u32): usize {
  store<u64>(at, pair);
  store<u32>(at, offset, 8);
  return at + ((<usize>(pair !== 0)) << ENTRY_SHIFT);
}

/**
 * Two rows of pixels as `listRows` would list them, widened and scaled to float32.
 * @returns the number of entries
 */
export function listPixels(
  first: usize, // bytes, (columns)
  second: usize, // bytes, (columns)
  columns: i32,
  list: usize, // room for (columns) entries
  step: u32, // bytes between rows of the right operand
  sixteen: u32, // bytes between its sixteens of rows
): i32 {
  let at = list;
  let offset: u32 = 0;
  const steps = i64x2.replace_lane(i64x2.splat(0), 1, step);
  const twoSteps = i64x2.splat((<i64>step) << 1);
  const zero = i8x16.splat(0);
  let column = 0;
  for (; column + 16 <= columns; column += 16, first += 16, second += 16, offset += sixteen) {
    const a = v128.load(first);
    const b = v128.load(second);
    const either = v128.or(a, b);
    // Garments have edges: most sixteens are black all over or not at all.
    if (!v128.any_true(either)) continue;
    const kept = (<usize>i8x16.bitmask(i8x16.ne(either, zero))) << ENTRY_SHIFT;
    let offsets = i64x2.add(steps, i64x2.splat(offset));
    const low = i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    at = putEight(at, low, offsets, twoSteps, kept);
    offsets = i64x2.add(offsets, i64x2.splat((<i64>step) << 3));
    const high = i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    at = putEight(at, high, offsets, twoSteps, kept >> 8);
  }
  for (; column < columns; column++, first++, second++, offset += step) {
    const pair = scalePixels(i32x4(load<u8>(first), load<u8>(second), 0, 0));
    at = putOne(at, i64x2.extract_lane(pair, 0), offset);
  }
  return <i32>((at - list) >> ENTRY_SHIFT);
}

/** Eight entries from the bytes of eight pairs. Bits 4 to 11 of `kept` say which stay. */
// @inline
function putEight(at: usize, pairs: v128, offsets: v128, twoSteps: v128, kept: usize): usize {
  const low = i16x8.extend_low_i8x16_u(pairs);
  const high = i16x8.extend_high_i8x16_u(pairs);
  at = putTwo(at, scalePixels(i32x4.extend_low_i16x8_u(low)), offsets, kept);
  offsets = i64x2.add(offsets, twoSteps);
  at = putTwo(at, scalePixels(i32x4.extend_high_i16x8_u(low)), offsets, kept >> 2);
  offsets = i64x2.add(offsets, twoSteps);
  at = putTwo(at, scalePixels(i32x4.extend_low_i16x8_u(high)), offsets, kept >> 4);
  offsets = i64x2.add(offsets, twoSteps);
  return putTwo(at, scalePixels(i32x4.extend_high_i16x8_u(high)), offsets, kept >> 6);
}

/** Two neighbouring columns of the left operand, row by row. @returns the number of entries */
export function listColumns(
  pair: usize, // the upper one of (rows, 2), rows `stride` bytes apart
  stride: usize,
  rows: i32,
  list: usize, // room for (rows) entries
  step: u32, // bytes between rows of the right operand
): i32 {
  let at = list;
  let offset: u32 = 0;
  for (let row = 0; row < rows; row++, pair += stride, offset += step) at = putOne(at, load<u64>(pair), offset);
  return <i32>((at - list) >> ENTRY_SHIFT);
}

/** One row or column without a partner: values `stride` bytes apart, with 0 as the second of each pair. */
export function listAlone(
  from: usize,
  stride: usize,
  length: i32,
  list: usize, // room for (length) entries
  step: u32, // bytes between rows of the right operand
): i32 {
  let at = list;
  let offset: u32 = 0;
  for (let i = 0; i < length; i++, from += stride, offset += step) at = putOne(at, load<u32>(from), offset);
  return <i32>((at - list) >> ENTRY_SHIFT);
}
