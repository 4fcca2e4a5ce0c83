/** Edge length of a unit's picture, and its number of pixels. */
const EDGE = 28;
const PIXELS = EDGE * EDGE;

/** Number of colours on each side of zero. */
const SIDE = 127;

/** Pictures per row of the sheet. */
export const SHEET_COLUMNS = 8;
/** Distance from one picture to the next, in pixels: each has a margin of one pixel on every side. */
export const SHEET_PITCH = EDGE + 2;
/** Width of the sheet, in pixels. */
export const SHEET_WIDTH = SHEET_COLUMNS * SHEET_PITCH;

/** Height of a sheet with this many pictures, in pixels. */
export function sheetHeight(pictures: number): number {
  return Math.ceil(pictures / SHEET_COLUMNS) * SHEET_PITCH;
}

/** The upper left pixel of a picture in the sheet. */
export function placeInSheet(picture: number): { readonly x: number; readonly y: number } {
  return {
    x: (picture % SHEET_COLUMNS) * SHEET_PITCH + 1,
    y: Math.floor(picture / SHEET_COLUMNS) * SHEET_PITCH + 1,
  };
}

/**
 * The end of the colour scale that all weights share: the magnitude that this share of them does not exceed. So a few
 * outliers do not pale all others. Rounded up to a thousandth of the largest magnitude. NaN values are ignored.
 * @param share 0 to 1
 * @returns 0 when all weights are 0
 */
export function scaleLimit(weights: Float32Array, share = 0.995): number {
  const bins = new Uint32Array(1000);
  let largest = 0;
  for (const weight of weights) if (Math.abs(weight) > largest) largest = Math.abs(weight);
  if (largest === 0 || largest === Number.POSITIVE_INFINITY) return largest;
  const perBin = largest / bins.length;
  let left = 0;
  for (const weight of weights) {
    const bin = Math.min(Math.floor(Math.abs(weight) / perBin), bins.length - 1);
    if (bin >= 0) left++;
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  left *= 1 - share;
  for (let bin = bins.length - 1; bin > 0; bin--) {
    left -= bins[bin] as number;
    if (left < 0) return (bin + 1) * perBin;
  }
  return perBin;
}

/**
 * A diverging scale of 255 colours with zero in the middle.
 * @param stops RGBA bytes of the colours for the lowest value, for zero and for the highest, shape (3, 4)
 * @returns RGBA, one 32-bit word per colour, in the byte order of `ImageData`
 */
export function divergingScale(stops: ArrayLike<number>): Uint32Array {
  const bytes = new Uint8ClampedArray(4 * (2 * SIDE + 1));
  for (let i = 0; i < bytes.length; i++) {
    const position = (i >> 2) / SIDE;
    const stop = position < 1 ? 0 : 1;
    const channel = i & 3;
    const from = stops[4 * stop + channel] as number;
    const to = stops[4 * stop + 4 + channel] as number;
    bytes[i] = from + (to - from) * (position - stop);
  }
  return new Uint32Array(bytes.buffer);
}

/**
 * Paints the weights of units as pictures into a sheet. The same weight has the same colour in every picture. Weights
 * beyond the limit get the colour at the end of the scale.
 * @param sheet RGBA, one 32-bit word per pixel, shape (`sheetHeight`, `SHEET_WIDTH`)
 * @param kernels unit by unit, shape (units, 784)
 * @param limit see `scaleLimit`
 * @param scale see `divergingScale`
 */
export function paintWeights(
  sheet: Uint32Array,
  kernels: Float32Array,
  limit: number,
  scale: Uint32Array,
): void {
  const perWeight = limit > 0 ? SIDE / limit : 0;
  for (let start = 0; start < kernels.length; start += PIXELS) {
    const { x, y } = placeInSheet(start / PIXELS);
    for (let row = 0; row < EDGE; row++) {
      const from = start + row * EDGE;
      const to = (y + row) * SHEET_WIDTH + x;
      for (let column = 0; column < EDGE; column++) {
        const step = Math.round((kernels[from + column] as number) * perWeight);
        sheet[to + column] = scale[SIDE + Math.max(-SIDE, Math.min(SIDE, step))] as number;
      }
    }
  }
}
