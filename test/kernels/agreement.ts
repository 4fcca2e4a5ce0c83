import { expect } from 'vitest';

/** The largest |found − expected| / size; NaN if either is NaN. Where they are equal the size may be 0. */
export function largestError(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  size: (index: number) => number,
): number {
  let largest = found.length === expected.length ? 0 : Infinity;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(Number(found[i]) - Number(expected[i]));
    if (error !== 0) largest = Math.max(largest, error / size(i));
  }
  return largest;
}

/** The first index at which two arrays differ, if only in the sign of a 0; −1 if there is none. */
export function firstDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  const length = Math.max(found.length, expected.length);
  for (let i = 0; i < length; i++) {
    if (!Object.is(found[i], expected[i])) return i;
  }
  return -1;
}

/** Like `toEqual`, which takes seconds for millions of values. All NaNs count as equal. */
export function expectSame(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  const index = firstDifference(found, expected);
  if (index >= 0) expect({ index, value: found[index] }).toEqual({ index, value: expected[index] });
}
