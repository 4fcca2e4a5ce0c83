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

/** Never change it: results on this data set are comparable only while everyone has the same one. */
const DATA_SET_SEED = 28;

/** The number of garments between two reports of `drawSplit`. Drawing them takes about ten milliseconds. */
const REPORT_EVERY = 250;

/** Images and labels of one split. */
export interface GarmentSheet {
  /** Row-major bytes, shape (count, 784). */
  readonly images: Uint8Array;
  /** Class indices, shape (count). */
  readonly labels: Uint8Array;
}

/** Random variation of each garment: scale, shear (pixels per pixel), shift (pixels), noise (as a share of the tone). */
const SCALE: Range = [0.9, 1.02];
const SHEAR: Range = [-0.06, 0.06];
const SHIFT: Range = [-1, 1];
const GRAIN: Range = [0.01, 0.1];

const canvas = new Canvas();

/**
 * Draws one garment, bright on black. It fills the frame, and shoes point to the left.
 * @param classIndex 0 to 9, in the order of Fashion-MNIST
 * @param random the only source of variation: the same state draws the same bytes in every JavaScript engine
 * @param into 784 bytes, overwritten
 * @throws RangeError if the class does not exist
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
 * Draws a split of the built-in data set. It draws the same bytes every time. After every 250 garments it yields the number drawn so
 * far, so that the caller can report progress and handle messages.
 *
 * Each block of ten holds every class once, in random order. Labels and garments of a split come from two
 * separate random streams, so the first n garments do not depend on `count`.
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

/** Class indices in blocks of ten that hold each class once. Each block is shuffled (Fisher–Yates). */
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
