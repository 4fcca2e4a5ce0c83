import { describe, expect, test } from 'vitest';
import { type Batch, Dataset } from '../../worker/data/dataset';
import { formatImage, type ImageMap } from '../../worker/data/format-image';
import type { Arrival } from '../../worker/data/split';
import { RandomStream } from '../../worker/random';
import { numberedSplit, tinyData } from '../fixtures/tiny-data';

const indicesOf = (batches: Iterable<Batch>) => [...batches].map((batch) => [...batch.indices]);

describe('60,000 images in batches of 64', () => {
  // Order and counts do not depend on pixels: one byte per image keeps the fixture small.
  const split = { count: 60_000, images: new Uint8Array(60_000), labels: new Uint8Array(60_000) };
  const batched = Dataset.of(split).shuffle(1024, RandomStream.seeded(1)).batch(64);
  const counts = [...batched].map(({ count }) => count);

  test('are 938 batches, the last of 32 images', () => {
    expect(batched.steps).toBe(938);
    expect(batched.count).toBe(60_000);
    expect(counts).toHaveLength(938);
    expect(counts.at(-1)).toBe(32);
    expect(new Set(counts.slice(0, -1))).toEqual(new Set([64]));
  });

  test('contain every image exactly once per epoch', () => {
    expect(new Set(indicesOf(batched).flat()).size).toBe(60_000);
  });
});

describe('a data set without a shuffle', () => {
  test('is read in file order', () => {
    expect(indicesOf(Dataset.of(numberedSplit(5)).batch(2))).toEqual([[0, 1], [2, 3], [4]]);
  });

  test('has no smaller batch at the end if the batch size divides the count', () => {
    expect(indicesOf(Dataset.of(numberedSplit(4)).batch(2))).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test('is one batch if the batch size is its count', () => {
    expect(indicesOf(Dataset.of(numberedSplit(3)).batch(3))).toEqual([[0, 1, 2]]);
  });
});

describe('a shuffled data set', () => {
  test('has a new order in each epoch, which is the same for the same seed', () => {
    const make = () => Dataset.of(numberedSplit(50)).shuffle(20, RandomStream.seeded(4)).batch(8);
    const [one, other] = [make(), make()];
    const first = indicesOf(one);
    const second = indicesOf(one);
    expect(second).not.toEqual(first);
    expect(indicesOf(other)).toEqual(first);
    expect(indicesOf(other)).toEqual(second);
  });

  test('leaves the original data set in file order', () => {
    const plain = Dataset.of(numberedSplit(20));
    plain.shuffle(20, RandomStream.seeded(4));
    expect(indicesOf(plain.batch(20)).flat()).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });
});

describe('a batch', () => {
  const { train } = tinyData(30, 1);

  test('has its images’ bytes divided by 255, row by row, if formatImage is mapped', () => {
    for (const batch of Dataset.of(train).map(formatImage).shuffle(30, RandomStream.seeded(2)).batch(7)) {
      const inputs = batch.inputs();
      expect(inputs).toHaveLength(batch.count * 784);
      const byHand = [...batch.indices].flatMap((index) =>
        [...train.images.subarray(index * 784, (index + 1) * 784)].map((byte) => Math.fround(byte / 255)),
      );
      expect([...inputs]).toEqual(byHand);
    }
  });

  test('has unscaled bytes if nothing is mapped', () => {
    const [batch] = Dataset.of(numberedSplit(300)).batch(300);
    expect(batch?.inputs()[299 * 784]).toBe(299 - 256);
    expect(batch?.inputs()[299 * 784 + 1]).toBe(1);
  });

  test('has the label of each of its images', () => {
    for (const batch of Dataset.of(train).shuffle(30, RandomStream.seeded(2)).batch(7)) {
      expect([...batch.labels()]).toEqual([...batch.indices].map((index) => train.labels[index]));
    }
  });

  test('is mapped each time its inputs are read, and not before', () => {
    let calls = 0;
    const countCalls: ImageMap = (image, into) => {
      calls += 1;
      into.fill(image.length);
    };
    const [batch] = Dataset.of(train).map(countCalls).batch(4);
    expect(calls).toBe(0);
    expect(batch?.inputs()[0]).toBe(784);
    expect(calls).toBe(4);
    expect(batch?.inputs()).not.toBe(batch?.inputs());
  });
});

describe('an epoch', () => {
  test.each([1, 30])(
    'with a shuffle buffer of %i shows the next batch as often as it is asked, before it returns it',
    (size) => {
      const shuffled = () => Dataset.of(numberedSplit(95)).shuffle(size, RandomStream.seeded(3)).batch(10);
      const epoch = shuffled().epoch();
      const shown: (Batch | undefined)[] = [];
      for (;;) {
        const upcoming = epoch.upcoming();
        expect(epoch.upcoming()).toBe(upcoming);
        const { done, value } = epoch.next();
        expect(value).toBe(upcoming);
        if (done) break;
        shown.push(value);
      }
      expect(shown.map((batch) => [...(batch as Batch).indices])).toEqual(indicesOf(shuffled()));
    },
  );
});

describe('an interrupted epoch', () => {
  test.each([0, 1, 5, 9, 10])('continues with the same batches after %i of its 10', (steps) => {
    const batched = (random: RandomStream) => Dataset.of(numberedSplit(95)).shuffle(30, random).batch(10);
    const random = RandomStream.seeded(3);
    const epoch = batched(random).epoch();
    for (let step = 0; step < steps; step++) epoch.next();
    // A batch that was only looked at ahead does not count.
    if (steps % 2) epoch.upcoming();
    const state = epoch.state();
    expect(state.drawn).toBe(Math.min(95, 10 * steps));
    const restored = batched(RandomStream.restored(random.state()));
    expect(indicesOf(restored.epoch(state))).toEqual(indicesOf(epoch));
  });

  test('continues in file order, too, if nothing is shuffled', () => {
    const batched = Dataset.of(numberedSplit(95)).batch(10);
    const epoch = batched.epoch();
    epoch.next();
    epoch.upcoming();
    expect(indicesOf(batched.epoch(epoch.state()))).toEqual(indicesOf(batched).slice(1));
  });
});

describe('images that are still arriving', () => {
  /** The images that must have arrived before each batch is drawn, as `from–to`. */
  function needs(shuffle: number | null, batch: number, count = 50): string[] {
    const seen: string[] = [];
    const arrival = {
      missing: (from: number, to: number) => void seen.push(`${from}–${to}`),
    };
    const plain = Dataset.of({ ...numberedSplit(count), arrival });
    const batches = (shuffle === null ? plain : plain.shuffle(shuffle, RandomStream.seeded(4)))
      .batch(batch)
      .epoch();
    do batches.missing();
    while (!batches.next().done);
    return seen;
  }

  test('are needed from the first one to the last that can be in the buffer when the batch has been drawn', () => {
    expect(needs(20, 10)).toEqual(['0–30', '0–40', '0–50', '0–50', '0–50']);
    expect(needs(1000, 20)).toEqual(['0–50', '0–50', '0–50']);
  });

  test('are needed batch by batch without a shuffle', () => {
    expect(needs(null, 20)).toEqual(['0–20', '20–40', '40–50']);
  });

  test('of the shuffled stream have arrived when they are drawn', () => {
    const batches = Dataset.of(numberedSplit(500)).shuffle(64, RandomStream.seeded(4)).batch(32).epoch();
    let drawn = 0;
    for (const { indices } of batches) {
      expect(Math.max(...indices)).toBeLessThan(drawn + 64 + 32);
      drawn += indices.length;
    }
  });

  test('are not needed again for a batch that has been drawn ahead', () => {
    const arrival = {
      missing: () => ({ split: 'train', first: 1, last: 50 }),
    } as unknown as Arrival;
    const batches = Dataset.of({ ...numberedSplit(50), arrival })
      .batch(20)
      .epoch();
    expect(batches.missing()).toMatchObject({ first: 1 });
    batches.upcoming();
    expect(batches.missing()).toBeUndefined();
  });
});
