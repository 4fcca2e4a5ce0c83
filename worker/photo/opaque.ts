import type { PhotoBackground } from '../protocol';

/** Below this alpha, a pixel counts as transparent. */
const HALF = 128;
/** If this share of the outermost pixels is transparent, what is transparent is the background of a garment that was cut out. */
const CUT_OUT = 0.25;

/**
 * Makes a picture opaque, in place. A garment that was cut out, on a transparent background, gets a black background if it is bright, and
 * a white one if it is dark: a white shirt would not be seen on white. Other transparent parts, such as rounded corners, get the
 * mean colour of the opaque border.
 * @param colours four bytes for each pixel: red, green, blue, alpha; row-major, shape (height, width, 4)
 * @returns the background of a garment that was cut out; otherwise null
 */
export function makeOpaque(colours: Uint8ClampedArray, width: number, height: number): PhotoBackground | null {
  const border = borderOf(width, height);
  const transparent = border.filter((pixel) => (colours[4 * pixel + 3] as number) < HALF);
  const isCutOut = transparent.length >= CUT_OUT * border.length;
  if (!isCutOut) {
    fill(colours, meanOf(colours, border));
    return null;
  }
  const [red, green, blue] = meanOf(colours);
  const isBright = 0.299 * red + 0.587 * green + 0.114 * blue > 127;
  fill(colours, isBright ? [0, 0, 0] : [255, 255, 255]);
  return isBright ? 'black' : 'white';
}

type Colour = readonly [red: number, green: number, blue: number];

/** The mean colour of some pixels, or of all, each by its alpha; black if all are transparent. */
function meanOf(colours: Uint8ClampedArray, pixels?: readonly number[]): Colour {
  let weight = 0;
  const sums: [number, number, number] = [0, 0, 0];
  const count = pixels?.length ?? colours.length / 4;
  for (let i = 0; i < count; i++) {
    const pixel = pixels?.[i] ?? i;
    const alpha = colours[4 * pixel + 3] as number;
    weight += alpha;
    for (const channel of [0, 1, 2] as const) sums[channel] += alpha * (colours[4 * pixel + channel] as number);
  }
  if (weight === 0) return [0, 0, 0];
  const [red, green, blue] = sums;
  return [red / weight, green / weight, blue / weight];
}

/** Puts a colour behind every pixel. */
function fill(colours: Uint8ClampedArray, ground: Colour): void {
  for (let i = 0; i < colours.length; i += 4) {
    const alpha = (colours[i + 3] as number) / 255;
    if (alpha === 1) continue;
    for (const channel of [0, 1, 2] as const) {
      colours[i + channel] = alpha * (colours[i + channel] as number) + (1 - alpha) * ground[channel];
    }
    colours[i + 3] = 255;
  }
}

/** The indices of the outermost pixels. */
function borderOf(width: number, height: number): number[] {
  const border = Array.from({ length: width }, (_, x) => [x, (height - 1) * width + x]);
  const sides = Array.from({ length: height }, (_, y) => [y * width, (y + 1) * width - 1]);
  return [...border, ...sides].flat();
}
