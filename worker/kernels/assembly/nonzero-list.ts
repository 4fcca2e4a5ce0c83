// Half of all pixels are 0, and so are many outputs of relu: what they are multiplied with adds nothing to a sum.
// The left operand of every product is therefore read into lists that leave out the pairs of zeros. A list holds for
// each pair its two values and the byte offset of the row of the right operand that they are multiplied with.
// Lists are written without a branch: each entry is stored, and the next one goes over it unless it was worth keeping.

/** Two rows of the left operand, column by column. @returns the number of entries */
export function listRows(
  first: usize, // (columns)
  second: usize, // (columns)
  columns: i32,
  offsets: usize, // u32, (columns)
  values: usize, // (columns, 2)
  step: u32, // bytes between rows of the right operand
): i32 {
  let count: usize = 0;
  let offset: u32 = 0;
  let column = 0;
  const zero = i32x4.splat(0);
  for (; column + 4 <= columns; column += 4, first += 16, second += 16, offset += step << 2) {
    const a = v128.load(first);
    const b = v128.load(second);
    const kept = i32x4.bitmask(i32x4.ne(v128.or(a, b), zero));
    const low = i32x4.shuffle(a, b, 0, 4, 1, 5);
    const high = i32x4.shuffle(a, b, 2, 6, 3, 7);
    v128.store64_lane(values + (count << 3), low, 0);
    store<u32>(offsets + (count << 2), offset);
    count += kept & 1;
    v128.store64_lane(values + (count << 3), low, 1);
    store<u32>(offsets + (count << 2), offset + step);
    count += (kept >> 1) & 1;
    v128.store64_lane(values + (count << 3), high, 0);
    store<u32>(offsets + (count << 2), offset + step * 2);
    count += (kept >> 2) & 1;
    v128.store64_lane(values + (count << 3), high, 1);
    store<u32>(offsets + (count << 2), offset + step * 3);
    count += kept >> 3;
  }
  for (; column < columns; column++, first += 4, second += 4, offset += step) {
    const pair = <u64>load<u32>(first) | (<u64>load<u32>(second) << 32);
    store<u64>(values + (count << 3), pair);
    store<u32>(offsets + (count << 2), offset);
    count += <usize>(pair != 0);
  }
  return <i32>count;
}

/** Two neighbouring columns of the left operand, row by row. @returns the number of entries */
export function listColumns(
  pair: usize, // the upper one of (rows, 2), rows `stride` bytes apart
  stride: usize,
  rows: i32,
  offsets: usize, // u32, (rows)
  values: usize, // (rows, 2)
  step: u32, // bytes between rows of the right operand
): i32 {
  let count: usize = 0;
  let offset: u32 = 0;
  for (let row = 0; row < rows; row++, pair += stride, offset += step) {
    const both = load<u64>(pair);
    store<u64>(values + (count << 3), both);
    store<u32>(offsets + (count << 2), offset);
    count += <usize>(both != 0);
  }
  return <i32>count;
}

/** One row or column without a partner: values `stride` bytes apart, with 0 as the second of each pair. */
export function listAlone(
  from: usize,
  stride: usize,
  length: i32,
  offsets: usize, // u32, (length)
  values: usize, // (length, 2)
  step: u32, // bytes between rows of the right operand
): i32 {
  let count: usize = 0;
  let offset: u32 = 0;
  for (let i = 0; i < length; i++, from += stride, offset += step) {
    const value = <u64>load<u32>(from);
    store<u64>(values + (count << 3), value);
    store<u32>(offsets + (count << 2), offset);
    count += <usize>(value != 0);
  }
  return <i32>count;
}
