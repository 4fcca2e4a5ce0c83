import type { GreyImage } from '../protocol';

/** The standard deviation of normally distributed noise is this many times its median absolute deviation. */
const DEVIATIONS_A_MAD = 1.4826;

/** A picture with a black background, and the noise of that background. */
export interface OnBlack extends GreyImage {
  /** Grey levels up to which a value may be noise of the background: three standard deviations. */
  readonly noise: number;
}

/**
 * Makes the background of a picture black and the garment bright. The grey level of the background is the median of the outermost
 * pixels. It becomes 0, and pixels that differ from it become brighter the more they differ. If the background is brighter than the
 * garment, the picture is inverted. So dark on white and bright on black give the same result, and a white shirt on grey works as
 * well as a black one.
 *
 * Median and median absolute deviation are reliable as long as the garment covers less than half of the border. Uneven lighting of the
 * background counts as noise.
 */
export function brightOnBlack({ width, height, values }: GreyImage): OnBlack {
  const border = borderOf(width, height, values);
  const ground = median(border);
  const noise = 3 * DEVIATIONS_A_MAD * median(border.map((value) => Math.abs(value - ground)));
  const sign = isBrighterThanWhatLiesOnIt(ground, values) ? -1 : 1;
  const onBlack = values.map((value) => Math.max(0, sign * (value - ground)));
  return { width, height, values: onBlack, noise };
}

/** Sums signed squares of the differences: a garment has few strong differences, a shadow or a fold many weak ones. */
function isBrighterThanWhatLiesOnIt(ground: number, values: Uint8Array): boolean {
  let balance = 0;
  for (const value of values) balance += (value - ground) * Math.abs(value - ground);
  return balance < 0;
}

/** The outermost pixels. The corners occur twice. */
function borderOf(width: number, height: number, values: Uint8Array): number[] {
  const border = [...values.subarray(0, width), ...values.subarray((height - 1) * width)];
  for (let y = 0; y < height; y++) {
    border.push(values[y * width] as number, values[(y + 1) * width - 1] as number);
  }
  return border;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}
