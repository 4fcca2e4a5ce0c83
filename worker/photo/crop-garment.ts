import { type GreyImage, TrainerError } from '../protocol';
import type { OnBlack } from './bright-on-black';

/**
 * The least brightness of a garment's pixels, as a share of the brightest one. Garments have dim parts: with a threshold of 1/255, 98 %
 * of Fashion-MNIST's images fill their frame, with 16/255 93 %, but with 64/255 only 72 %.
 */
const DIMMEST = 0.1;
/** A picture whose brightest pixel is fewer grey levels above the background than this is blank. */
const FAINTEST = 16;
/** Smaller patches are specks of dust: the limit as a share of the picture's area, and as a share of the largest patch. */
const SPECK_OF_PICTURE = 1 / 5000;
const SPECK_OF_GARMENT = 1 / 100;

/**
 * Crops a picture to the garment: the smallest box around all pixels that are brighter than the background's noise, except specks of
 * dust. All other pixels become black.
 * @throws TrainerError `photo-empty` if no pixel is brighter than the background
 */
export function cropGarment({ width, values, noise }: OnBlack): GreyImage {
  const brightest = values.reduce((most, value) => Math.max(most, value), 0);
  const threshold = Math.max(brightest * DIMMEST, noise);
  if (brightest < FAINTEST || brightest <= threshold) throw empty(brightest);
  const patches = patchesOf(width, values, threshold);
  const largest = patches.reduce((most, patch) => Math.max(most, patch.length), 0);
  const speck = Math.max(values.length * SPECK_OF_PICTURE, largest * SPECK_OF_GARMENT);
  const garment = patches.filter((patch) => patch.length >= speck);
  if (garment.length === 0) throw empty(brightest);
  return cut(width, values, garment);
}

/** The indices of the bright pixels, grouped in patches of pixels that touch each other at an edge or a corner. */
function patchesOf(width: number, values: Uint8Array, threshold: number): Uint32Array[] {
  const waiting = values.map((value) => (value > threshold ? 1 : 0));
  // The pixels in the order in which they are found, so each patch is a slice of this array.
  const found = new Uint32Array(values.length);
  const patches: Uint32Array[] = [];
  let end = 0;
  const take = (pixel: number) => {
    if (waiting[pixel] !== 1) return;
    waiting[pixel] = 0;
    found[end++] = pixel;
  };
  for (let first = 0; first < waiting.length; first++) {
    const start = end;
    take(first);
    for (let next = start; next < end; next++) {
      const pixel = found[next] as number;
      const x = pixel % width;
      for (let row = pixel - width; row <= pixel + width; row += width) {
        if (x > 0) take(row - 1);
        take(row);
        if (x < width - 1) take(row + 1);
      }
    }
    if (end > start) patches.push(found.subarray(start, end));
  }
  return patches;
}

/** The smallest box around the patches, with all other pixels black. */
function cut(width: number, values: Uint8Array, patches: readonly Uint32Array[]): GreyImage {
  let [left, top, right, bottom] = [width, values.length, 0, 0];
  for (const patch of patches) {
    for (const pixel of patch) {
      const x = pixel % width;
      const y = (pixel - x) / width;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  }
  const box = { width: right - left + 1, height: bottom - top + 1 };
  const cropped = new Uint8Array(box.width * box.height);
  for (const patch of patches) {
    for (const pixel of patch) {
      const x = pixel % width;
      cropped[((pixel - x) / width - top) * box.width + x - left] = values[pixel] as number;
    }
  }
  return { ...box, values: cropped };
}

function empty(brightest: number): TrainerError {
  const got = `at most ${Math.round(brightest)} of 255 grey levels between the background and any other pixel`;
  return new TrainerError({
    code: 'photo-empty',
    message: 'No garment was found in the picture.',
    got,
    expected: 'one garment on a plain background that is clearly darker or brighter',
    remedy: 'Draw a garment, or choose a photo of one garment on a plain background.',
  });
}
