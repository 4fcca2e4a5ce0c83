import { type GreyImage, type ReadPhoto, TrainerError } from '../protocol';
import { type Box, cutOut, withoutFrame } from './cut-frame';
import { luma } from './luma';
import { makeOpaque } from './opaque';

/** The largest edge that `readPhoto` accepts, in pixels: that of a large screen. */
const LARGEST_EDGE = 4096;

/**
 * Decodes a picture file and scales it down, here in the worker: a photo of 48 megapixels takes a page's thread a second or two. Frames
 * and letterbox bars are cut off, and a transparent background becomes black or white.
 * @param edge the longest side of the result, in pixels; smaller pictures are enlarged to it
 * @throws TrainerError `photo-unreadable`, `photo-svg`
 */
export async function readPhoto(photo: Blob, edge: number): Promise<ReadPhoto> {
  if (!(photo instanceof Blob)) throw unreadable('not a Blob');
  if (!(edge >= 1 && edge <= LARGEST_EDGE)) throw unreadable(`edge ${edge}, expected 1 to ${LARGEST_EDGE}`);
  const { image, box, background } = await open(photo, (side) => edge / side);
  const isCut = box !== null;
  const { left, top, width, height } = box ?? { left: 0, top: 0, width: image.width, height: image.height };
  const picture = await createImageBitmap(image, left, top, width, height);
  return { picture, background, isCut };
}

/**
 * Converts a picture to grey values, scaled down to a longest side. Frames and transparency are treated as by `readPhoto`.
 * @throws TrainerError `photo-unreadable`, `photo-svg`
 */
export async function readGrey(photo: Blob | ImageBitmap, longestSide: number): Promise<GreyImage> {
  const { grey, box } = await open(photo, (side) => Math.min(1, longestSide / side));
  return box ? cutOut(grey, box) : grey;
}

interface Opened {
  readonly image: ImageData;
  readonly grey: GreyImage;
  readonly background: ReadPhoto['background'];
  /** The part without frames; null if there are none. */
  readonly box: Box | null;
}

/** @param scaleFor the scale for a picture with this longest side */
async function open(photo: Blob | ImageBitmap, scaleFor: (longest: number) => number): Promise<Opened> {
  const bitmap = photo instanceof Blob ? await decode(photo) : photo;
  try {
    const scale = scaleFor(Math.max(bitmap.width, bitmap.height));
    const [width, height] = [bitmap.width, bitmap.height].map((side) =>
      Math.max(1, Math.round(side * scale)),
    ) as [number, number];
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('the browser provides no canvas');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    const image = context.getImageData(0, 0, width, height);
    const background = makeOpaque(image.data, width, height);
    const grey = { width, height, values: luma(image.data) };
    return { image, grey, background, box: withoutFrame(grey) };
  } catch (thrown) {
    throw unreadable(thrown instanceof Error ? thrown.message : String(thrown));
  } finally {
    bitmap.close();
  }
}

async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch (thrown) {
    if (await isSvg(file)) throw svg();
    throw unreadable(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** Whether a file is an SVG, whatever it is called. Comments and declarations may come before its first tag. */
async function isSvg(file: Blob): Promise<boolean> {
  if (file.type === 'image/svg+xml') return true;
  const start = await file.slice(0, 4096).text();
  return /^\s*</.test(start) && /<(\w+:)?svg[\s>]/i.test(start);
}

export function unreadable(got: string): TrainerError {
  return new TrainerError({
    code: 'photo-unreadable',
    message: `The picture could not be read: ${got}.`,
    got,
    expected: 'a picture that this browser can display',
    remedy: 'Choose another picture, for example a JPEG or PNG file.',
  });
}

function svg(): TrainerError {
  return new TrainerError({
    code: 'photo-svg',
    message: 'SVG drawings cannot be opened.',
    got: 'an SVG file',
    expected: 'a picture made of pixels',
    remedy: 'Save the drawing as a PNG file, or choose a photo.',
  });
}
