import { type GreyImage, TrainerError } from '../protocol';
import type { OnBlack } from './bright-on-black';

/**
 * What belongs to a garment is at least so bright, as a share of the brightest pixel. Garments have dim parts: of
 * Fashion-MNIST's images 98 % fill their frame at 1/255, 93 % at 16/255, but only 72 % at 64/255.
 */
const DIMMEST = 0.1;
/** A picture whose brightest pixel stands out of the ground by less, in grey levels, is blank. */
const FAINTEST = 16;
/** Patches of less are specks: as a share of the picture, and of the largest patch. */
const SPECK_OF_PICTURE = 1 / 5000;
const SPECK_OF_GARMENT = 1 / 100;

/**
 * Cuts out the garment: the smallest box around all that is brighter than the ground's noise, specks of dust left out. Everything
 * else becomes black.
 * @throws TrainerError `photo-empty` when nothing stands out
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

/** Indices of the bright pixels, in patches of those that touch, corners included. */
function patchesOf(width: number, values: Uint8Array, threshold: number): Uint32Array[] {
  const waiting = values.map((value) => (value > threshold ? 1 : 0));
  // The pixels in the order in which they are found: a patch is a piece of it.
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

/** The box around patches, with nothing but them in it. */
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
  const got = `nothing that stands out of the ground by more than ${Math.round(brightest)} of 255 grey levels`;
  return new TrainerError({
    code: 'photo-empty',
    message: 'There is no garment to be seen in the picture.',
    got,
    expected: 'one garment on a plain ground that is clearly darker or brighter',
    remedy: 'Draw something, or choose a photo of one garment on a plain ground.',
  });
}
