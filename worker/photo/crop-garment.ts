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
  const pixels = patches.filter((patch) => patch.length >= speck).flat();
  if (pixels.length === 0) throw empty(brightest);
  return cut(width, values, pixels);
}

/** Indices of the bright pixels, in patches of those that touch, corners included. */
function patchesOf(width: number, values: Uint8Array, threshold: number): number[][] {
  const waiting = values.map((value) => (value > threshold ? 1 : 0));
  const patches: number[][] = [];
  for (let first = 0; first < waiting.length; first++) {
    if (waiting[first] === 0) continue;
    waiting[first] = 0;
    const patch = [first];
    for (const pixel of patch) {
      const x = pixel % width;
      for (let dy = -width; dy <= width; dy += width) {
        for (let dx = x === 0 ? 0 : -1; dx <= (x === width - 1 ? 0 : 1); dx++) {
          const next = pixel + dy + dx;
          if (waiting[next] !== 1) continue;
          waiting[next] = 0;
          patch.push(next);
        }
      }
    }
    patches.push(patch);
  }
  return patches;
}

function cut(width: number, values: Uint8Array, pixels: readonly number[]): GreyImage {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (const pixel of pixels) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const box = { width: right - left + 1, height: bottom - top + 1 };
  const cropped = new Uint8Array(box.width * box.height);
  for (const pixel of pixels) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    cropped[(y - top) * box.width + x - left] = values[pixel] as number;
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
