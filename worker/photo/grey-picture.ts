import type { GreyImage } from '../protocol';
import { readGrey, unreadable } from './read-photo';

/** Larger photos are scaled down to this longest side, in pixels: 18 for each pixel of the result. */
const LONGEST_SIDE = 512;

/**
 * Converts a photo or a drawing to grey values from 0 to 255. A picture file or an `ImageBitmap` is scaled down to 512 pixels if it is
 * larger, made opaque, and frames are cut off. An `ImageBitmap` is closed. Grey values are taken as they are.
 * @throws TrainerError `photo-unreadable`, `photo-svg`
 */
export async function greyPicture(photo: Blob | ImageBitmap | GreyImage): Promise<GreyImage> {
  return 'values' in photo ? checked(photo) : readGrey(photo, LONGEST_SIDE);
}

function checked(picture: GreyImage): GreyImage {
  const { width, height, values } = picture;
  if (width >= 1 && height >= 1 && values.length === width * height) return picture;
  throw unreadable(`${values.length} grey values for ${width} × ${height} pixels`);
}
