import { bytesToHex } from '@noble/hashes/utils.js';
import { joined } from './joined';
import { sha256 } from './sha256';
import { type LabelledImages, whole } from './split';

/** Every 101st pixel is hashed. The number is prime, so that over many images all positions of the frame are included. */
const EVERY = 101;

/**
 * Identifies a data set: the SHA-256, in hexadecimal, of all labels and one hundredth of the pixels, of the training split and then of
 * the test split. This takes milliseconds; hashing all 55 MB would delay the training. Waits until all images have arrived.
 * @throws TrainerError the error of the loading
 */
export async function dataFingerprint(images: LabelledImages): Promise<string> {
  const { train, test } = await whole(images);
  const parts = [train, test].flatMap(({ images, labels }) => {
    const looked = new Uint8Array(Math.ceil(images.length / EVERY));
    for (let i = 0; i < looked.length; i++) looked[i] = images[i * EVERY] as number;
    return [labels, looked];
  });
  return bytesToHex(await sha256(joined(parts)));
}
