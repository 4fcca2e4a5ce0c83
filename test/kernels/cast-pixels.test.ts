import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../worker/random';
import { expectSame } from './agreement';
import { input, run, updated } from './kernel-memory';
import { always, dimension, seeds } from './random-operands';

/** What stands behind the pixels of a row beforehand. */
const BEHIND = -7;
const byteOf = (pixel: number) => Math.fround(pixel / 255);

/** @param columns values in a row, of which the first `pixels` are written */
function castPixels(images: Uint8Array<ArrayBuffer>, rows: number, pixels: number, columns = pixels) {
  const values = new Float32Array(rows * columns).fill(BEHIND);
  return run({ images: input(images), values: updated(values) }, (kernels, at) =>
    kernels.castPixels(at.images, at.values, rows, pixels, columns),
  ).values;
}

function expectedValues(images: Uint8Array, rows: number, pixels: number, columns: number) {
  return new Float32Array(rows * columns).map((_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return column < pixels ? byteOf(Number(images[row * pixels + column])) : BEHIND;
  });
}

function randomImages(seed: number, count: number): Uint8Array<ArrayBuffer> {
  const random = RandomStream.seeded(seed);
  return new Uint8Array(count).map(() => random.nextInt(256));
}

describe('castPixels', () => {
  test('makes of all 256 pixels the float32 nearest to pixel / 255, to the bit', () => {
    const images = new Uint8Array(256).map((_, i) => i);
    expect([...castPixels(images, 1, 256)]).toEqual([...images].map(byteOf));
  });

  test('makes the same of all 256 pixels one at a time, as behind the last sixteen', () => {
    const images = new Uint8Array(256).map((_, i) => i);
    expect([...castPixels(images, 256, 1)]).toEqual([...images].map(byteOf));
  });

  test('is exact for any shape and leaves the values behind the pixels of a row as they are', () => {
    always(
      fc.property(dimension, dimension, fc.nat(20), seeds, (rows, pixels, padding, seed) => {
        const images = randomImages(seed, rows * pixels);
        const columns = pixels + padding;
        expectSame(castPixels(images, rows, pixels, columns), expectedValues(images, rows, pixels, columns));
      }),
    );
  });

  test('is exact for every number of pixels from 1 to 49', () => {
    for (let pixels = 1; pixels <= 49; pixels++) {
      const images = randomImages(pixels, 3 * pixels);
      expectSame(castPixels(images, 3, pixels), expectedValues(images, 3, pixels, pixels));
    }
  });
});
