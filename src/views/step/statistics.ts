/** What a panel says about an array of numbers. */
export interface Statistics {
  readonly count: number;
  readonly smallest: number;
  readonly largest: number;
  /** The Euclidean norm: the root of the sum of squares. */
  readonly norm: number;
  /** The share of values that are exactly 0, from 0 to 1. */
  readonly zeros: number;
}

/** Statistics of an array. The sums are float64. An empty array has zeros everywhere. */
export function statisticsOf(values: ArrayLike<number>): Statistics {
  const count = values.length;
  if (count === 0) return { count, smallest: 0, largest: 0, norm: 0, zeros: 0 };
  let smallest = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  let squares = 0;
  let zeros = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i] as number;
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
    if (value === 0) zeros++;
    squares += value * value;
  }
  return { count, smallest, largest, norm: Math.sqrt(squares), zeros: zeros / count };
}

/** The largest magnitude in an array; 0 if it is empty. */
export function magnitudeOf({ smallest, largest }: Statistics): number {
  return Math.max(-smallest, largest, 0);
}

/**
 * How many values are in each of `bins` equal parts of the range from −limit to limit. Values that are exactly 0 are left out,
 * because they would outnumber all others. Their share is reported separately. Values beyond the range are counted in the first or last part.
 */
export function histogramOf(values: ArrayLike<number>, limit: number, bins: number): Uint32Array {
  const counts = new Uint32Array(bins);
  const perBin = (2 * limit) / bins;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value === 0 || Number.isNaN(value)) continue;
    const bin = perBin > 0 ? Math.floor((value + limit) / perBin) : 0;
    const inside = Math.max(0, Math.min(bins - 1, bin));
    counts[inside] = (counts[inside] as number) + 1;
  }
  return counts;
}

/** How many values are read to find the end of a colour scale. */
const SAMPLES = 4096;
/** A prime, since every n-th value of a matrix can be in the same column: with n = 10, those of 4,096 × 10 logits are. */
const STRIDE = 2_654_435_761;

/**
 * The end of a colour scale: a magnitude that the given share of the values does not exceed, so that a few outliers do not make all
 * others pale. Of a large array, only 4,096 values are read, from all its rows and columns.
 */
export function colourLimit(values: ArrayLike<number>, share = 0.995): number {
  const magnitudes: number[] = [];
  for (let i = 0; i < Math.min(values.length, SAMPLES); i++) {
    const magnitude = Math.abs(values[(i * STRIDE) % values.length] as number);
    if (magnitude > 0) magnitudes.push(magnitude);
  }
  magnitudes.sort((a, b) => a - b);
  return magnitudes[Math.ceil(share * magnitudes.length) - 1] ?? 0;
}

/** The index of the value with the largest magnitude; 0 if all are 0. */
export function largestAt(values: ArrayLike<number>): number {
  let found = 0;
  for (let i = 1; i < values.length; i++)
    if (Math.abs(values[i] as number) > Math.abs(values[found] as number)) found = i;
  return found;
}

/**
 * The `length` neighbouring pixels of one row that differ most from each other. They are the most interesting pixels to show as numbers.
 * @param pixels row by row
 * @returns the index of the first of them
 */
export function mostVariedPixels(pixels: ArrayLike<number>, edge: number, length: number): number {
  let found = 0;
  let most = -1;
  for (let start = 0; start < pixels.length; start++) {
    if ((start % edge) + length > edge) continue;
    let difference = 0;
    for (let i = start + 1; i < start + length; i++)
      difference += Math.abs((pixels[i] as number) - (pixels[i - 1] as number));
    if (difference <= most) continue;
    most = difference;
    found = start;
  }
  return found;
}
