import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Augmentation, moved } from '../../../scripts/pretrain/augmentation';
import { Batch } from '../../../worker/data/dataset';
import { formatImage } from '../../../worker/data/format-image';
import { RandomStream } from '../../../worker/random';
import { sha256 } from '../lib/data/small-official-files';

const SIDE = 28;
const PIXELS = SIDE * SIDE;
/** A hundred images of each class, each with its own bytes, none of them black. */
const COUNT = 1000;
const random = RandomStream.seeded(5);
const SPLIT = {
  count: COUNT,
  images: Uint8Array.from({ length: COUNT * PIXELS }, () => 1 + random.nextInt(255)),
  labels: Uint8Array.from({ length: COUNT }, (_, i) => i % 10),
};
const INDICES = Int32Array.from({ length: COUNT }, (_, i) => (i * 7) % COUNT);
const BATCH = new Batch(SPLIT, INDICES, formatImage);
const imageAt = (images: Uint8Array, i: number) => images.subarray(i * PIXELS, (i + 1) * PIXELS);
const original = (row: number) => imageAt(SPLIT.images, INDICES[row] as number);

/** The expected result by definition, pixel by pixel. */
function movedByDefinition(image: Uint8Array, right: number, down: number, mirror: boolean): Uint8Array {
  return Uint8Array.from({ length: PIXELS }, (_, i) => {
    const [x, y] = [(i % SIDE) - right, Math.floor(i / SIDE) - down];
    if (x < 0 || x >= SIDE || y < 0 || y >= SIDE) return 0;
    return image[y * SIDE + (mirror ? SIDE - 1 - x : x)] as number;
  });
}

const copyOf = (image: Uint8Array, right: number, down: number, mirror: boolean) => {
  const into = new Uint8Array(PIXELS).fill(99);
  moved(image, right, down, mirror, into);
  return into;
};

test('an image is mirrored, then moved; pixels that move out are lost, and black moves in', () => {
  const by = fc.integer({ min: -3, max: 3 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: COUNT - 1 }), by, by, fc.boolean(), (i, right, down, mirror) => {
      const image = imageAt(SPLIT.images, i);
      expect(copyOf(image, right, down, mirror)).toEqual(movedByDefinition(image, right, down, mirror));
    }),
  );
});

describe('an augmented batch', () => {
  test('keeps its labels and their order, and does not change the data set', () => {
    const before = sha256(SPLIT.images);
    const batch = new Augmentation({ moved: 1, by: 2, mirrored: [0] }, RandomStream.seeded(1)).vary(BATCH);
    expect(batch.labels()).toEqual(BATCH.labels());
    expect(batch.count).toBe(COUNT);
    expect(batch.map).toBe(formatImage);
    expect(sha256(SPLIT.images)).toBe(before);
  });

  test('has half of the images of the given classes mirrored, and no others', () => {
    const options = { moved: 0, by: 1, mirrored: [2, 3] };
    const { split } = new Augmentation(options, RandomStream.seeded(1)).vary(BATCH);
    let mirrored = 0;
    for (let row = 0; row < COUNT; row++) {
      const image = imageAt(split.images, row);
      if (image.every((value, i) => value === original(row)[i])) continue;
      expect(options.mirrored).toContain(split.labels[row]);
      expect(image).toEqual(copyOf(original(row), 0, 0, true));
      mirrored += 1;
    }
    expect(mirrored).toBeGreaterThan(75);
    expect(mirrored).toBeLessThan(125);
  });

  test('has the given share of images moved, at most by the given distance, equally often in all directions', () => {
    const { split } = new Augmentation({ moved: 0.5, by: 1, mirrored: [] }, RandomStream.seeded(1)).vary(BATCH);
    const steps = [-1, 0, 1];
    const places = steps.flatMap((right) => steps.map((down) => [right, down] as const));
    const counts = places.map(() => 0);
    for (let row = 0; row < COUNT; row++) {
      const image = imageAt(split.images, row);
      const found = places.findIndex(([right, down]) =>
        copyOf(original(row), right, down, false).every((value, i) => value === image[i]),
      );
      counts[found] = (counts[found] as number) + 1;
    }
    const middle = 4;
    expect(counts.reduce((sum, count) => sum + count)).toBe(COUNT);
    for (const [i, count] of counts.entries()) {
      // Half of the images are not moved; of the others, a ninth move by 0.
      const expected = COUNT * (i === middle ? 0.5 + 0.5 / 9 : 0.5 / 9);
      expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  });

  test('has the same bytes for the same stream, and others in the next batch', () => {
    const [one, other] = [1, 1].map(
      (seed) => new Augmentation({ moved: 1, by: 1, mirrored: [0] }, RandomStream.seeded(seed)),
    ) as [Augmentation, Augmentation];
    const first = sha256(one.vary(BATCH).split.images);
    expect(sha256(other.vary(BATCH).split.images)).toBe(first);
    expect(sha256(one.vary(BATCH).split.images)).not.toBe(first);
  });
});
