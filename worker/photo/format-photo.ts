import type { GreyImage } from '../protocol';
import { brightOnBlack } from './bright-on-black';
import { centre } from './centre';
import { cropGarment } from './crop-garment';
import { greyPicture } from './grey-picture';
import { shrink } from './shrink';

/** Edge of the data set's images, in pixels. */
const EDGE = 28;

/**
 * Makes of a photo or a drawing what the data set's own images are: 28 × 28 grey values, bright on black.
 * @returns 784 bytes, row-major, the brightest 255
 * @throws TrainerError `photo-unreadable`, `photo-empty`
 */
export async function formatPhoto(photo: ImageBitmap | GreyImage): Promise<Uint8Array> {
  const garment = cropGarment(brightOnBlack(greyPicture(photo)));
  return stretch(centre(shrink(garment, EDGE), EDGE));
}

/** Stretches the contrast so that the brightest pixel is 255: so it is in 92 % of Fashion-MNIST's images, and 254 in most others. */
function stretch(values: Float32Array): Uint8Array {
  const brightest = values.reduce((most, value) => Math.max(most, value), 0);
  return Uint8Array.from(values, (value) => Math.round((255 * value) / brightest));
}
