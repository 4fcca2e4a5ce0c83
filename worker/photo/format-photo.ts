import type { GreyImage } from '../protocol';
import { brightOnBlack } from './bright-on-black';
import { centre } from './centre';
import { cropGarment } from './crop-garment';
import { greyPicture } from './grey-picture';
import { shrink } from './shrink';

/** Edge of the data set's images, in pixels. */
const EDGE = 28;

/**
 * Makes of a photo or a drawing what the data set's own images are: 28 × 28 grey values, bright on black. The steps are one file
 * each: grey, bright on black, cropped to the garment, longest side to 28, centred by mass, contrast stretched.
 *
 * Fashion-MNIST was made by trimming, resizing the longest edge to 28 by picking pixels, sharpening (a Gaussian operator, radius
 * and deviation 1), extending to 28 × 28 around the middle, negating and making grey (Xiao, Rasul, Vollgraf,
 * arXiv 1708.07747, section 2). We take means of areas in place of picked and then sharpened pixels, since photos and drawings
 * have noise and thin lines, negate only what is dark on bright, and centre by mass, as MNIST does, in place of the box: a stray
 * stroke or a strap moves a box, hardly a mass. That costs on the data set's own images, of which boots and sandals lie
 * heavy on one side: sent through these steps, 86 % of the first 3,000 test images are recognised after five epochs, by box
 * 87 %, untouched 88 %.
 *
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
