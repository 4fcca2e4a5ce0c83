import { type ReadPhoto, TrainerError } from '../../../worker/protocol';
import { GARMENT_PAD } from './garment-pad.wording';

/**
 * Decodes a picture file in the page, at the largest size that fits the square, for a pad without a trainer.
 * @throws TrainerError `photo-unreadable`
 */
export async function fitPhoto(file: Blob, edge: number): Promise<ReadPhoto> {
  const photo = await decode(file);
  const scale = edge / Math.max(photo.width, photo.height);
  const [resizeWidth, resizeHeight] = [photo.width, photo.height].map((length) =>
    Math.max(1, Math.round(length * scale)),
  ) as [number, number];
  const picture = await createImageBitmap(photo, { resizeWidth, resizeHeight, resizeQuality: 'high' });
  photo.close();
  return { picture, background: null, isCut: false };
}

async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch (thrown) {
    throw new TrainerError({
      code: 'photo-unreadable',
      message: GARMENT_PAD.unreadable,
      got: String(thrown),
      expected: '',
      remedy: GARMENT_PAD.unreadableRemedy,
    });
  }
}
