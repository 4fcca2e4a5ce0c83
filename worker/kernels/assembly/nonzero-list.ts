// The left operand of a product as lists without zeros. Half of all pixels are 0, and so are many outputs of relu;
// their products add nothing to a sum.
//
// A list stands for two rows of the left operand. Each entry has 16 bytes: a value of the first row, the value of the
// second row in the same column, both float32, and the byte offset of the row of the right operand that they are
// multiplied with, int32. Four bytes stay free. Columns where both values are 0 have no entry.
//
// Example: rows 0 3 0 5 and 0 0 0 7, with rows of the right operand 64 bytes apart, give the entries (3, 0, 64) and
// (5, 7, 192).
//
// Lists are written without branches: every entry is stored, but the position only advances past entries to keep, so
// the next one overwrites the others.

import { scalePixels } from './pixels';

/** Bytes of an entry, 2⁴. */
export const ENTRY_BYTES: usize = 16;
const ENTRY_SHIFT: usize = 4;

/**
 * Writes the list of two float32 rows. The right operand may lie in blocks of sixteen rows that are further apart
 * than their rows.
 * @returns the number of entries
 */
export function listRows(
  first: usize, // (columns)
  second: usize, // (columns)
  columns: i32,
  list: usize, // room for (columns) entries
  step: u32, // bytes between rows of the right operand
  sixteen: u32, // bytes between its blocks of sixteen rows
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

/**
 * Stores two entries.
 * @param pairs two pairs of values
 * @param offsets their two offsets
 * @param kept bit 4 is set if the first entry stays, bit 5 if the second does. At that place a bit is also the
 *   entry's 16 bytes
 * @returns where the next entry goes
 */
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
 * Writes the list of two rows of pixels, scaled to float32 from 0 to 1: the same list as `listRows` writes for the
 * scaled rows.
 * @returns the number of entries
 */
export function listPixels(
  first: usize, // bytes, (columns)
  second: usize, // bytes, (columns)
  columns: i32,
  list: usize, // room for (columns) entries
  step: u32, // bytes between rows of the right operand
  sixteen: u32, // bytes between its blocks of sixteen rows
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
    // Many runs of sixteen pixels are all black: a garment has a margin around it.
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

/**
 * Stores eight entries from eight pairs of bytes. Bits 4 to 11 of `kept` say which stay.
 * @returns where the next entry goes
 */
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

/**
 * Writes the list of two neighbouring columns of a float32 matrix, whose rows are the right operand's rows.
 * @returns the number of entries
 */
export function listColumns(
  pair: usize, // shape (rows, 2), rows `stride` bytes apart
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

/**
 * Writes the list of one row or column, whose values are `stride` bytes apart. The second value of each pair is 0.
 * @returns the number of entries
 */
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
