import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ShuffleBuffer } from '../../worker/data/shuffle-buffer';
import { RandomStream } from '../../worker/random';

const counts = fc.integer({ min: 1, max: 300 });
const sizes = fc.integer({ min: 1, max: 400 });
const seeds = fc.nat();

const draw = (buffer: ShuffleBuffer, length: number): number[] => {
  const drawn = new Int32Array(length);
  buffer.draw(drawn);
  return [...drawn];
};

/** Draws all elements, a few at a time. */
function drain(buffer: ShuffleBuffer): number[] {
  const drawn: number[] = [];
  while (buffer.remaining > 0) drawn.push(...draw(buffer, Math.min(7, buffer.remaining)));
  return drawn;
}

const shuffled = (count: number, size: number, seed: number) =>
  drain(new ShuffleBuffer(count, size, RandomStream.seeded(seed)));

/** A simple streaming shuffle: a list, a stream, and for each draw a slot that the stream refills. */
function plainStreamingShuffle(count: number, size: number, random: RandomStream): number[] {
  const stream = Array.from({ length: count }, (_, i) => i);
  const buffer = stream.splice(0, size);
  const drawn: number[] = [];
  while (buffer.length > 0) {
    const slot = random.nextInt(buffer.length);
    drawn.push(buffer[slot] as number);
    const next = stream.shift() ?? (buffer.pop() as number);
    if (slot < buffer.length) buffer[slot] = next; // else the drawn slot was the last one and is removed
  }
  return drawn;
}

describe('a shuffle buffer', () => {
  test('reports how many elements it has read: its size, then one more for each draw, up to the count', () => {
    fc.assert(
      fc.property(counts, sizes, seeds, (count, size, seed) => {
        const buffer = new ShuffleBuffer(count, size, RandomStream.seeded(seed));
        for (let drawn = 0; drawn <= count; drawn++) {
          expect(buffer.entered).toBe(Math.min(count, Math.min(size, count) + drawn));
          if (drawn < count) draw(buffer, 1);
        }
      }),
    );
  });

  test('returns every element exactly once', () => {
    fc.assert(
      fc.property(counts, sizes, seeds, (count, size, seed) => {
        const sorted = shuffled(count, size, seed).sort((a, b) => a - b);
        expect(sorted).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
    );
  });

  test('of size 1 keeps the order', () => {
    expect(shuffled(100, 1, 3)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  test('never returns an element more than size − 1 positions early', () => {
    fc.assert(
      fc.property(counts, sizes, seeds, (count, size, seed) => {
        const early = shuffled(count, size, seed).map((element, position) => element - position);
        expect(Math.max(...early)).toBeLessThanOrEqual(size - 1);
      }),
    );
  });

  test('draws the same as a simple streaming shuffle with the same random stream', () => {
    fc.assert(
      fc.property(counts, sizes, seeds, (count, size, seed) => {
        const plain = plainStreamingShuffle(count, size, RandomStream.seeded(seed));
        expect(shuffled(count, size, seed)).toEqual(plain);
      }),
    );
  });

  test('as large as the stream puts every element first about equally often: χ² within 4 standard deviations', () => {
    const random = RandomStream.seeded(9);
    const firsts = new Float64Array(10);
    for (let i = 0; i < 4000; i++) {
      const [first] = draw(new ShuffleBuffer(10, 10, random), 1) as [number];
      firsts[first] = (firsts[first] as number) + 1;
    }
    const chiSquare = firsts.reduce((sum, seen) => sum + (seen - 400) ** 2 / 400, 0);
    expect(chiSquare).toBeLessThan(9 + 4 * Math.sqrt(18));
  });

  test('gives another order in the next epoch, which continues the same random stream', () => {
    const random = RandomStream.seeded(1);
    const first = drain(new ShuffleBuffer(100, 50, random));
    expect(drain(new ShuffleBuffer(100, 50, random))).not.toEqual(first);
  });

  test('counts the remaining elements', () => {
    const buffer = new ShuffleBuffer(5, 2, RandomStream.seeded(1));
    const remaining = Array.from({ length: 5 }, () => {
      draw(buffer, 1);
      return buffer.remaining;
    });
    expect(remaining).toEqual([4, 3, 2, 1, 0]);
  });

  test('throws a RangeError if more elements are requested than remain, and returns the remaining ones afterwards', () => {
    const buffer = new ShuffleBuffer(2, 10, RandomStream.seeded(1));
    expect(() => draw(buffer, 3)).toThrow(RangeError);
    expect(drain(buffer)).toHaveLength(2);
    expect(() => draw(buffer, 1)).toThrow(RangeError);
  });

  test('can take back a draw at any position: the same elements are drawn again, and then the following ones', () => {
    fc.assert(
      fc.property(counts, sizes, seeds, fc.nat(300), fc.nat(100), (count, size, seed, before, length) => {
        const random = RandomStream.seeded(seed);
        const buffer = new ShuffleBuffer(count, size, random);
        const first = draw(buffer, Math.min(before, count));
        const there = [buffer.state(), buffer.entered, random.state()];
        const ahead = draw(buffer, Math.min(length, buffer.remaining));
        buffer.putBack();
        expect([buffer.state(), buffer.entered, random.state()]).toEqual(there);
        const rest = drain(buffer);
        expect(rest.slice(0, ahead.length)).toEqual(ahead);
        expect([...first, ...rest]).toEqual(shuffled(count, size, seed));
      }),
    );
  });

  test('takes back only the last draw', () => {
    const buffer = new ShuffleBuffer(20, 5, RandomStream.seeded(1));
    draw(buffer, 4);
    draw(buffer, 4);
    buffer.putBack();
    expect(() => buffer.putBack()).toThrow(RangeError);
    expect(buffer.state().drawn).toBe(4);
  });
});
