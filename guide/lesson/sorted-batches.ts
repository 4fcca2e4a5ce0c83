import { ShuffleBuffer } from '../../worker/data/shuffle-buffer';
import { RandomStream } from '../../worker/random';

const IMAGES = 60_000;
const BATCH = 64;
const CLASSES = 10;
const OF_CLASS = IMAGES / CLASSES;

/**
 * The batches of an epoch of 60,000 images, 6,000 of each class, that are stored in the order of their classes and shuffled with the
 * trainer's own buffer.
 * @param bufferSize of the shuffle buffer, 1 to 60,000
 * @returns for each of the 938 batches, the number of its images of each class, shape (10)
 */
export function sortedBatches(bufferSize: number): Uint8Array[] {
  const buffer = new ShuffleBuffer(IMAGES, bufferSize, RandomStream.seeded(1));
  const batches: Uint8Array[] = [];
  while (buffer.remaining > 0) {
    const indices = new Int32Array(Math.min(BATCH, buffer.remaining));
    buffer.draw(indices);
    const counts = new Uint8Array(CLASSES);
    for (const index of indices)
      counts[Math.floor(index / OF_CLASS)] = 1 + Number(counts[Math.floor(index / OF_CLASS)]);
    batches.push(counts);
  }
  return batches;
}
