import { asText, type GreyImage } from '../protocol';
import { readGrey, unreadable } from './read-photo';

/** Larger photos are scaled down to this longest side, in pixels: 18 for each pixel of the result. */
const LONGEST_SIDE = 512;

/**
 * Converts a photo or a drawing to grey values from 0 to 255. A picture file or an `ImageBitmap` is scaled down to 512 pixels if it is
 * larger, made opaque, and frames are cut off. An `ImageBitmap` is closed. Grey values are taken as they are.
 * @throws TrainerError `photo-unreadable`, `photo-svg`
 */
export async function greyPicture(photo: Blob | ImageBitmap | GreyImage): Promise<GreyImage> {
  if (photo instanceof Blob || isBitmap(photo)) return readGrey(photo, LONGEST_SIDE);
  return checked(photo);
}

function checked(picture: GreyImage): GreyImage {
  const { width, height, values } = (picture ?? {}) as Partial<GreyImage>;
  if (!(values instanceof Float32Array || values instanceof Uint8Array || Array.isArray(values))) {
    throw unreadable('neither a file nor grey values');
  }
  if (isSize(width) && isSize(height) && values.length === width * height) return picture;
  throw unreadable(`${values.length} grey values for ${asText(width)} × ${asText(height)} pixels`);
}

/** Node has no bitmaps. */
const isBitmap = (photo: unknown): photo is ImageBitmap =>
  typeof ImageBitmap !== 'undefined' && photo instanceof ImageBitmap;

const isSize = (size: unknown): size is number => typeof size === 'number' && size >= 1;
