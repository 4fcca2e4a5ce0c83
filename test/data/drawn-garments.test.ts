import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  DRAWN_TEST_COUNT,
  DRAWN_TRAIN_COUNT,
  drawGarment,
  drawSplit,
  type GarmentSheet,
} from '../../worker/data/drawn-garments';
import { drawDataSet } from '../../worker/data/drawn-garments/draw-data-set';
import { RandomStream } from '../../worker/random';

const PIXELS = 784;
const CLASSES = 10;
/** Brighter than the noise on black, darker than the darkest cloth. */
const INK = 12;

function drawAll(split: 'train' | 'test', count: number): GarmentSheet {
  const drawing = drawSplit(split, count);
  for (;;) {
    const { done, value } = drawing.next();
    if (done) return value;
  }
}

function image(sheet: GarmentSheet, i: number): Uint8Array {
  return sheet.images.subarray(i * PIXELS, (i + 1) * PIXELS);
}

function inkShare(pixels: Uint8Array): number {
  return pixels.reduce((count, pixel) => count + (pixel > INK ? 1 : 0), 0) / pixels.length;
}

const train = drawAll('train', 2000);
const test = drawAll('test', 500);

describe('drawSplit', () => {
  it('draws 784 bytes and one label for each garment', () => {
    expect(train.images.length).toBe(2000 * PIXELS);
    expect(train.labels.length).toBe(2000);
    expect(Math.max(...train.labels)).toBe(CLASSES - 1);
  });

  it('draws as many garments as Fashion-MNIST by default', () => {
    expect([DRAWN_TRAIN_COUNT, DRAWN_TEST_COUNT]).toEqual([60_000, 10_000]);
  });

  it('draws the same bytes everywhere: SHA-256 of the first 1,000 training images', () => {
    const first = createHash('sha256').update(train.images.subarray(0, 1000 * PIXELS));
    expect(first.digest('hex')).toBe('198f8aea934c6a3071cb223d34312f0890eb3fadfe1309343b1406f5562bb601');
  });

  it('draws the same first garments whatever the count', () => {
    const few = drawAll('train', 37);
    expect(few.images).toEqual(train.images.subarray(0, 37 * PIXELS));
    expect(few.labels).toEqual(train.labels.subarray(0, 37));
  });

  it('never draws a test image that is also a training image', () => {
    const seen = new Set(Array.from({ length: 2000 }, (_, i) => image(train, i).join()));
    for (let i = 0; i < 500; i++) expect(seen.has(image(test, i).join())).toBe(false);
  });

  it('has each class once in every ten images, in varying order', () => {
    const blocks = Array.from({ length: 200 }, (_, i) => [
      ...train.labels.subarray(i * CLASSES, (i + 1) * CLASSES),
    ]);
    for (const block of blocks) expect(block.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(blocks.map(String)).size).toBeGreaterThan(190);
  });

  it('reports the number drawn so far, increasing and below the count', () => {
    const reports = [...drawSplit('test', 1000)];
    expect(reports.length).toBeGreaterThanOrEqual(2);
    expect(reports).toEqual(reports.toSorted((a, b) => a - b));
    expect(Math.max(...reports)).toBeLessThan(1000);
  });
});

describe('drawDataSet', () => {
  it('reports the garments drawn so far, and stops at a report once it is aborted', async () => {
    const aborter = new AbortController();
    const reports: number[][] = [];
    const drawing = drawDataSet({
      signal: aborter.signal,
      onDrawn: (drawn, total) => reports.push([drawn, total]),
      breathe: async () => {
        if (reports.length === 2) aborter.abort();
      },
    });
    await expect(drawing).rejects.toThrow('aborted');
    expect(reports).toEqual([
      [250, 70_000],
      [500, 70_000],
    ]);
  });
});

describe('drawGarment', () => {
  it('overwrites the previous contents and depends only on the random stream', () => {
    for (let label = 0; label < CLASSES; label++) {
      const onBlack = new Uint8Array(PIXELS);
      const onWhite = new Uint8Array(PIXELS).fill(255);
      drawGarment(label, RandomStream.seeded(5), onBlack);
      drawGarment(label, RandomStream.seeded(5), onWhite);
      expect(onWhite).toEqual(onBlack);
    }
  });

  it('lists the existing classes', () => {
    expect(() => drawGarment(10, RandomStream.seeded(1), new Uint8Array(PIXELS))).toThrow(
      'got class 10, expected 0 to 9',
    );
  });

  it('fills 8 % to 80 % of the frame', () => {
    for (let i = 0; i < 2000; i++) {
      const share = inkShare(image(train, i));
      expect(share, `image ${i}, class ${train.labels[i]}`).toBeGreaterThan(0.08);
      expect(share, `image ${i}, class ${train.labels[i]}`).toBeLessThan(0.8);
    }
  });

  it('leaves the corners black in at least 9 of 10 images', () => {
    let black = 0;
    for (let i = 0; i < 2000; i++) {
      const pixels = image(train, i);
      black += [0, 27, 756, 783].filter((corner) => pixels[corner] === 0).length / 4;
    }
    expect(black / 2000).toBeGreaterThan(0.9);
  });

  it('spans at least 20 of 28 pixels in height or width', () => {
    for (let i = 0; i < 2000; i++) expect(longSide(image(train, i)), `image ${i}`).toBeGreaterThanOrEqual(20);
  });
});

describe('as a data set for the lesson', () => {
  it('they are neither trivial nor noise: the nearest class mean is right for 55 % to 90 % (measured: 60 %)', () => {
    const means = classMeans(train);
    let right = 0;
    for (let i = 0; i < 500; i++) if (nearest(means, image(test, i)) === test.labels[i]) right++;
    expect(right / 500).toBeGreaterThan(0.55);
    expect(right / 500).toBeLessThan(0.9);
  });
});

function longSide(pixels: Uint8Array): number {
  const inked = [...pixels.keys()].filter((i) => (pixels[i] as number) > INK);
  const rows = inked.map((i) => Math.floor(i / 28));
  const columns = inked.map((i) => i % 28);
  return 1 + Math.max(Math.max(...rows) - Math.min(...rows), Math.max(...columns) - Math.min(...columns));
}

/** Shape (10, 784). */
function classMeans(sheet: GarmentSheet): Float64Array[] {
  const means = Array.from({ length: CLASSES }, () => new Float64Array(PIXELS));
  const perClass = sheet.labels.length / CLASSES;
  sheet.labels.forEach((label, i) => {
    const mean = means[label] as Float64Array;
    image(sheet, i).forEach((pixel, j) => {
      mean[j] = (mean[j] as number) + pixel / perClass;
    });
  });
  return means;
}

function nearest(means: readonly Float64Array[], pixels: Uint8Array): number {
  const distances = means.map((mean) =>
    mean.reduce((sum, value, j) => sum + (value - (pixels[j] as number)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}
