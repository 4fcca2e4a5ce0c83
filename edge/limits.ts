import { IMAGE_PIXELS } from '../worker/model/classifier';
import { Refusal } from './refusal';

/** The most images in one request. */
export const MOST_IMAGES = 256;
/** The most bytes of one PNG. Its 784 pixels take at most 6.3 kB. The rest leaves room for the metadata that cameras and editors add. */
export const MOST_PNG_BYTES = 65_536;
/**
 * The most bytes of all PNGs of a request, and of their pixels after decompressing. A byte of pixels takes up to 50 ns, so the number of
 * pixels decides the cost of a request that is refused only at its last image. 256 grey pictures of 8 bits have 208 kB, or 214 if they are
 * interlaced.
 */
export const MOST_PNG_BYTES_TOGETHER = 2 ** 20;
export const MOST_PIXEL_BYTES = 2 ** 18;
/** The most bytes of JSON: enough for 256 images of float32 values as JavaScript and Python print them. */
export const MOST_JSON_BYTES = 4 * 2 ** 20;

/** The type of raw or JSON pixels: `uint8` from 0 to 255, `float32` from 0 to 1. */
export type PixelType = 'uint8' | 'float32';
export const BYTES_A_PIXEL: Readonly<Record<PixelType, number>> = { uint8: 1, float32: 4 };

/** The most bytes of a body of raw pixels. */
export const mostRawBytes = (type: PixelType): number => MOST_IMAGES * IMAGE_PIXELS * BYTES_A_PIXEL[type];

/** The refusal of a request with more than `MOST_IMAGES` images. */
export function tooManyImages(got: string): Refusal {
  return new Refusal(413, {
    code: 'too-many-images',
    message: 'There are too many images for one request.',
    got,
    expected: `1 to ${MOST_IMAGES} images`,
    remedy: 'Split them into several requests.',
  });
}

/** The refusal of PNGs whose pixels are too much work together. */
export function tooManyPixels(got: number): Refusal {
  return new Refusal(413, {
    code: 'too-many-images',
    message: 'There are too many pixels in the PNGs of one request.',
    got: `${got} bytes after decompressing`,
    expected: `at most ${MOST_PIXEL_BYTES} bytes`,
    remedy: 'Save the pictures as grey PNGs of 8 bits, or split them into several requests.',
  });
}

/** The remedy for a PNG of more than `MOST_PNG_BYTES`. */
export const SMALLER_PNG = 'Save the picture without a thumbnail, colour profile or comments.';
/** The remedy for PNGs of more than `MOST_PNG_BYTES_TOGETHER`. */
export const FEWER_PNGS =
  'Split the pictures into several requests, or save them without thumbnails, colour profiles or comments.';
/** The remedy for JSON that is longer than its images need. */
export const SHORTER_JSON =
  'Write the numbers with fewer digits and spaces, and split many pictures into several requests.';

/** The refusal of a body, or of PNGs in it, that is longer than `most` bytes. */
export function tooLarge(got: string, most: number, remedy: string): Refusal {
  return new Refusal(413, {
    code: 'body-too-large',
    message: 'The body is too large.',
    got,
    expected: `at most ${most} bytes`,
    remedy,
  });
}
