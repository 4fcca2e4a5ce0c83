import { IMAGE_PIXELS } from '../worker/model/classifier';
import { Refusal } from './refusal';

/** Most images in one request. */
export const MOST_IMAGES = 256;
/** Most bytes of one PNG. Its 784 pixels take 6.3 kB at most; the rest is for what cameras and editors write beside. */
export const MOST_PNG_BYTES = 65_536;
/** Most bytes of JSON: 256 images as JavaScript and Python write float32 values, with their separators. */
export const MOST_JSON_BYTES = 4 * 2 ** 20;

/** How pixels are given that are not in a PNG: 0 to 255, or 0 to 1. */
export type PixelType = 'uint8' | 'float32';
export const BYTES_A_PIXEL: Readonly<Record<PixelType, number>> = { uint8: 1, float32: 4 };

/** Most bytes of a body that is nothing but pixels. */
export const mostRawBytes = (type: PixelType): number => MOST_IMAGES * IMAGE_PIXELS * BYTES_A_PIXEL[type];

/** The refusal of more images than `MOST_IMAGES`. */
export function tooManyImages(got: string): Refusal {
  return new Refusal(413, {
    code: 'too-many-images',
    message: 'There are more images than one request may have.',
    got,
    expected: `1 to ${MOST_IMAGES} images`,
    remedy: 'Send them in several requests.',
  });
}

/** What to do about a PNG of more than `MOST_PNG_BYTES`. */
export const SMALLER_PNG = 'Save the picture without thumbnails, profiles and notes.';

/** The refusal of a body, or of a picture in it, that is longer than it may be. */
export function tooLarge(got: string, most: number, remedy: string): Refusal {
  return new Refusal(413, {
    code: 'body-too-large',
    message: 'The body is larger than this function takes.',
    got,
    expected: `at most ${most} bytes`,
    remedy,
  });
}
