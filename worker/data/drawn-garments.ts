import { RandomStream } from '../random';
import { drawAnkleBoot } from './drawn-garments/ankle-boots';
import { drawBag } from './drawn-garments/bags';
import { between, type Range } from './drawn-garments/chance';
import { Canvas, PIXELS } from './drawn-garments/rasteriser';
import { drawSandal } from './drawn-garments/sandals';
import { drawSneaker } from './drawn-garments/sneakers';
import { drawCoat, drawDress, drawPullover, drawShirt, drawTShirt } from './drawn-garments/tops';
import { drawTrousers } from './drawn-garments/trousers';

/** In the order of Fashion-MNIST's labels. */
const GARMENTS = [
  drawTShirt,
  drawTrousers,
  drawPullover,
  drawDress,
  drawCoat,
  drawSandal,
  drawShirt,
  drawSneaker,
  drawBag,
  drawAnkleBoot,
] as const;

export const DRAWN_TRAIN_COUNT = 60_000;
export const DRAWN_TEST_COUNT = 10_000;

/** Never changed: results on this data set can only be compared while it is the same for everyone. */
const DATA_SET_SEED = 28;

/** Garments between two reports of `drawSplit`: about ten milliseconds. */
const REPORT_EVERY = 250;

/** Images and labels of one split. */
export interface GarmentSheet {
  /** Row-major bytes, shape (count, 784). */
  readonly images: Uint8Array;
  /** Class indices, shape (count). */
  readonly labels: Uint8Array;
}

/** How every garment lies a little differently: scale, shear (pixels a pixel), shift (pixels), noise (share of the tone). */
const SCALE: Range = [0.9, 1.02];
const SHEAR: Range = [-0.06, 0.06];
const SHIFT: Range = [-1, 1];
const GRAIN: Range = [0.01, 0.1];

const canvas = new Canvas();

/**
 * Draws one garment: bright on black, filling the frame, shoes pointing to the left.
 * @param classIndex 0 to 9, in the order of Fashion-MNIST
 * @param random the only source of variation: the same state draws the same bytes in every engine
 * @param into 784 bytes, overwritten
 * @throws RangeError when the class does not exist
 */
export function drawGarment(classIndex: number, random: RandomStream, into: Uint8Array): void {
  const draw = GARMENTS[classIndex];
  if (!draw) throw new RangeError(`got class ${classIndex}, expected 0 to ${GARMENTS.length - 1}`);
  canvas.begin({
    scaleX: between(random, SCALE),
    scaleY: between(random, SCALE),
    shear: between(random, SHEAR),
    moveX: between(random, SHIFT),
    moveY: between(random, SHIFT),
  });
  draw(canvas, random);
  canvas.develop(into, between(random, GRAIN), 1 + random.nextInt(0x7fffffff));
}

/**
 * Draws a split of the built-in data set, the same bytes every time. Yields the number of garments drawn
 * so far every few hundred, so that the caller can report progress and let messages in.
 *
 * Each block of ten holds every class once, in random order. Labels and garments of a split come from two
 * sequential streams, so that the first n garments are the same whatever `count` is.
 */
export function* drawSplit(
  split: 'train' | 'test',
  count = split === 'train' ? DRAWN_TRAIN_COUNT : DRAWN_TEST_COUNT,
): Generator<number, GarmentSheet> {
  const stream = RandomStream.seeded(DATA_SET_SEED);
  const labels = blockwiseBalanced(count, stream.fork(`${split} labels`));
  const images = new Uint8Array(count * PIXELS);
  const random = stream.fork(`${split} garments`);
  for (let i = 0; i < count; i++) {
    if (i > 0 && i % REPORT_EVERY === 0) yield i;
    drawGarment(labels[i] as number, random, images.subarray(i * PIXELS, (i + 1) * PIXELS));
  }
  return { images, labels };
}

/** Class indices in blocks that hold each class once, each block in an order of its own (Fisher and Yates). */
function blockwiseBalanced(count: number, random: RandomStream): Uint8Array {
  const block = Uint8Array.from(GARMENTS.keys());
  const labels = new Uint8Array(count);
  for (let start = 0; start < count; start += block.length) {
    for (let i = block.length - 1; i > 0; i--) {
      const j = random.nextInt(i + 1);
      const moved = block[i] as number;
      block[i] = block[j] as number;
      block[j] = moved;
    }
    labels.set(block.subarray(0, Math.min(block.length, count - start)), start);
  }
  return labels;
}
