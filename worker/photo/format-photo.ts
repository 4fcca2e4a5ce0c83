import type { GreyImage } from '../protocol';
import { brightOnBlack } from './bright-on-black';
import { centre } from './centre';
import { cropGarment } from './crop-garment';
import { greyPicture } from './grey-picture';
import { shrink } from './shrink';

/** The width and height of the data set's images, in pixels. */
const EDGE = 28;

/**
 * Converts a photo or a drawing to an image like those of the data set: 28 × 28 grey values, bright on black. The steps have one file
 * each: convert to grey, make it bright on black, crop to the garment, shrink the longest side to 28, centre by mass, and stretch the
 * contrast.
 *
 * Fashion-MNIST was made by trimming, resizing the longest edge to 28 by sampling pixels, sharpening (a Gaussian operator with radius
 * and standard deviation 1), extending to 28 × 28 around the middle, negating, and converting to grey (Xiao, Rasul, Vollgraf,
 * arXiv 1708.07747, section 2). This code differs in three ways:
 * - It takes the mean of areas instead of sampling and sharpening, since photos and drawings have noise and thin lines.
 * - It negates only pictures that are dark on bright.
 * - It centres by mass, as MNIST does, instead of by bounding box. A stray stroke or a strap moves the box a lot, but the mass little.
 *
 * On the data set's own images this costs accuracy, since boots and sandals have most of their mass on one side. After five epochs, 86 %
 * of the first 3,000 test images are recognised when they pass through these steps, 87 % when centred by box, and 88 % unchanged.
 *
 * @returns 784 bytes, row-major; the brightest is 255
 * @throws TrainerError `photo-unreadable`, `photo-svg`, `photo-empty`
 */
export async function formatPhoto(photo: Blob | ImageBitmap | GreyImage): Promise<Uint8Array> {
  const garment = cropGarment(brightOnBlack(await greyPicture(photo)));
  return stretch(centre(shrink(garment, EDGE), EDGE));
}

/** Stretches the contrast so that the brightest pixel is 255, as in 92 % of Fashion-MNIST's images. In most others it is 254. */
function stretch(values: Float32Array): Uint8Array {
  const brightest = values.reduce((most, value) => Math.max(most, value), 0);
  return Uint8Array.from(values, (value) => Math.round((255 * value) / brightest));
}
