/**
 * The row length of a row-major matrix that has one row per example.
 * @throws RangeError if the values cannot be divided into that many rows
 */
export function rowLength(metric: string, values: ArrayLike<number>, rows: number): number {
  const length = values.length / rows;
  if (rows === 0 || !Number.isInteger(length) || length === 0) {
    throw new RangeError(
      `${metric}: got ${values.length} values for ${rows} examples; expected the same number of values for each example`,
    );
  }
  return length;
}
