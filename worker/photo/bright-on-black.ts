import type { GreyImage } from '../protocol';

/** The median absolute deviation of normal noise, times this, is its standard deviation. */
const DEVIATIONS_A_MAD = 1.4826;

/** What stands out of the ground, and how much the ground itself stands out of itself. */
export interface OnBlack extends GreyImage {
  /** Grey levels below which a value may be noise of the ground: three standard deviations. */
  readonly noise: number;
}

/**
 * Puts what is in a picture on black: the ground's level, the median of the outermost pixels, becomes 0, and what differs from
 * it becomes bright. A ground that is brighter than what lies on it inverts the picture. So dark on white and bright on black
 * give the same, and a white shirt on grey works as well as a black one.
 *
 * Median and median absolute deviation stand firm until a garment covers half of the border. A light that falls off
 * across the ground counts as noise of it.
 */
export function brightOnBlack({ width, height, values }: GreyImage): OnBlack {
  const border = borderOf(width, height, values);
  const ground = median(border);
  const noise = 3 * DEVIATIONS_A_MAD * median(border.map((value) => Math.abs(value - ground)));
  const sign = isBrighterThanWhatLiesOnIt(ground, values) ? -1 : 1;
  const onBlack = values.map((value) => Math.max(0, sign * (value - ground)));
  return { width, height, values: onBlack, noise };
}

/** Squares, since a garment is few strong differences and a shadow or a fold many weak ones. */
function isBrighterThanWhatLiesOnIt(ground: number, values: Uint8Array): boolean {
  let balance = 0;
  for (const value of values) balance += (value - ground) * Math.abs(value - ground);
  return balance < 0;
}

/** The outermost pixels, the corners twice. */
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
