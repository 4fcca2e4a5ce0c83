/**
 * The row length of a row-major matrix with one row for each example.
 * @throws RangeError when the values do not divide into that many rows
 */
export function rowLength(metric: string, values: ArrayLike<number>, rows: number): number {
  const length = values.length / rows;
  if (rows === 0 || !Number.isInteger(length) || length === 0) {
    throw new RangeError(
      `${metric}: got ${values.length} values for ${rows} examples; expected the same number of values for each`,
    );
  }
  return length;
}
