import { type GreyImage, TrainerError } from '../protocol';

/** Larger photos are scaled down to this longest side, in pixels: 18 for each pixel of the result. */
const LONGEST_SIDE = 512;

/**
 * Converts a photo or a drawing to grey values from 0 to 255. An `ImageBitmap` is scaled down to 512 pixels if it is larger, drawn on
 * white, since pictures with a transparent background are made to be seen on white pages, and closed.
 * @throws TrainerError `photo-unreadable`
 */
export function greyPicture(photo: ImageBitmap | GreyImage): GreyImage {
  return 'values' in photo ? checked(photo) : greyBitmap(photo);
}

function checked(picture: GreyImage): GreyImage {
  const { width, height, values } = picture;
  if (width >= 1 && height >= 1 && values.length === width * height) return picture;
  throw unreadable(`${values.length} grey values for ${width} × ${height} pixels`);
}

function greyBitmap(bitmap: ImageBitmap): GreyImage {
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('the browser provides no canvas');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    return { width, height, values: luma(context.getImageData(0, 0, width, height).data) };
  } catch (thrown) {
    throw unreadable(thrown instanceof Error ? thrown.message : String(thrown));
  } finally {
    bitmap.close();
  }
}

/**
 * Converts opaque colours to grey values by the luma formula of ITU-R BT.601, which the image libraries used to make data sets also
 * use.
 * @param colours four bytes for each pixel: red, green, blue, alpha
 * @returns one byte for each pixel, in a new array
 */
export function luma(colours: Uint8ClampedArray): Uint8Array {
  const grey = new Uint8Array(colours.length / 4);
  for (let i = 0; i < grey.length; i++) {
    const [red, green, blue] = [colours[4 * i], colours[4 * i + 1], colours[4 * i + 2]] as [
      number,
      number,
      number,
    ];
    grey[i] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  }
  return grey;
}

function unreadable(got: string): TrainerError {
  return new TrainerError({
    code: 'photo-unreadable',
    message: `The picture could not be read: ${got}.`,
    got,
    expected: 'a picture that this browser can display',
    remedy: 'Choose another picture, for example a JPEG or PNG file.',
  });
}
