import { Batch } from '../../worker/data/dataset';
import { IMAGE_PIXELS } from '../../worker/model/classifier';
import type { RandomStream } from '../../worker/random';

const SIDE = 28;

/** How the images of a batch are augmented before the network sees them. */
export interface AugmentationOptions {
  /** The share of the images that are moved, 0 to 1. */
  readonly moved: number;
  /** The most pixels that an image is moved to each side. Pixels that move out are lost, and black moves in. */
  readonly by: number;
  /** Classes whose garments look plausible when mirrored: half of their images are. */
  readonly mirrored: readonly number[];
}

/**
 * Augments the images of batches at random, differently each time. Bytes are only moved, not computed, so the same random
 * stream and the same batches give the same bytes on every machine.
 */
export class Augmentation {
  readonly #options: AugmentationOptions;
  readonly #random: RandomStream;
  #images = new Uint8Array();

  constructor(options: AugmentationOptions, random: RandomStream) {
    this.#options = options;
    this.#random = random;
  }

  /** The batch with augmented images. The next call overwrites them. */
  vary({ split, indices, map, count }: Batch): Batch {
    const bytes = count * IMAGE_PIXELS;
    if (this.#images.length < bytes) this.#images = new Uint8Array(bytes);
    const images = this.#images.subarray(0, bytes);
    const labels = Uint8Array.from(indices, (index) => split.labels[index] as number);
    indices.forEach((index, row) => {
      const image = split.images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS);
      const into = images.subarray(row * IMAGE_PIXELS, (row + 1) * IMAGE_PIXELS);
      this.#varyImage(image, labels[row] as number, into);
    });
    return new Batch({ count, images, labels }, Int32Array.from(indices.keys()), map);
  }

  #varyImage(image: Uint8Array, label: number, into: Uint8Array): void {
    const { moved: share, by, mirrored } = this.#options;
    const random = this.#random;
    const mirror = mirrored.includes(label) && random.nextInt(2) === 1;
    const isMoved = random.nextFloat() < share;
    const right = isMoved ? random.nextInt(2 * by + 1) - by : 0;
    const down = isMoved ? random.nextInt(2 * by + 1) - by : 0;
    moved(image, right, down, mirror, into);
  }
}

/**
 * Writes an image, mirrored or not, moved this many pixels to the right and down.
 * @param into 784 bytes, overwritten
 */
export function moved(image: Uint8Array, right: number, down: number, mirror: boolean, into: Uint8Array): void {
  into.fill(0);
  const first = Math.max(0, -right);
  const end = Math.min(SIDE, SIDE - right);
  for (let y = Math.max(0, -down); y < Math.min(SIDE, SIDE - down); y++) {
    const from = y * SIDE + (mirror ? SIDE - 1 : 0);
    const to = (y + down) * SIDE + right;
    const step = mirror ? -1 : 1;
    for (let x = first; x < end; x++) into[to + x] = image[from + step * x] as number;
  }
}
