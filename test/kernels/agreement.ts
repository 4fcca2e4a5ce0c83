import { expect } from 'vitest';

/** The largest of |found − expected| / size; NaN where either is. Where they are the same the size may be 0. */
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

/** The first index at which two arrays differ, be it in the sign of a 0 alone; −1 when there is none. */
export function firstDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  const length = Math.max(found.length, expected.length);
  for (let i = 0; i < length; i++) {
    if (!Object.is(found[i], expected[i])) return i;
  }
  return -1;
}

/** The same as `toEqual`, which takes seconds for millions of values. Which of all NaNs it is makes no difference. */
export function expectSame(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  const index = firstDifference(found, expected);
  if (index >= 0) expect({ index, value: found[index] }).toEqual({ index, value: expected[index] });
}
