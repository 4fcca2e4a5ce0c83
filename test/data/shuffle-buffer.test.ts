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

/** Everything, a few elements at a time. */
function drain(buffer: ShuffleBuffer): number[] {
  const drawn: number[] = [];
  while (buffer.remaining > 0) drawn.push(...draw(buffer, Math.min(7, buffer.remaining)));
  return drawn;
}

const shuffled = (count: number, size: number, seed: number) =>
  drain(new ShuffleBuffer(count, size, RandomStream.seeded(seed)));

/** The streaming shuffle in plain words: a list, a stream, and for each draw a slot that the stream refills. */
function plainStreamingShuffle(count: number, size: number, random: RandomStream): number[] {
  const stream = Array.from({ length: count }, (_, i) => i);
  const buffer = stream.splice(0, size);
  const drawn: number[] = [];
  while (buffer.length > 0) {
    const slot = random.nextInt(buffer.length);
    drawn.push(buffer[slot] as number);
    const next = stream.shift() ?? (buffer.pop() as number);
    if (slot < buffer.length) buffer[slot] = next; // else the drawn slot was the last one, and is gone
  }
  return drawn;
}

describe('a shuffle buffer', () => {
  test('tells how much of the stream has gone in: its slots, then one more for each that comes out, and no more than there are', () => {
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

  test('lets every element out exactly once', () => {
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

  test('never lets an element out more than size − 1 positions early', () => {
    fc.assert(
      fc.property(counts, sizes, seeds, (count, size, seed) => {
        const early = shuffled(count, size, seed).map((element, position) => element - position);
        expect(Math.max(...early)).toBeLessThanOrEqual(size - 1);
      }),
    );
  });

  test('draws what a plain streaming shuffle draws from the same random stream', () => {
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

  test('gives another order in the next epoch, which draws on from the same stream', () => {
    const random = RandomStream.seeded(1);
    const first = drain(new ShuffleBuffer(100, 50, random));
    expect(drain(new ShuffleBuffer(100, 50, random))).not.toEqual(first);
  });

  test('counts what remains', () => {
    const buffer = new ShuffleBuffer(5, 2, RandomStream.seeded(1));
    const remaining = Array.from({ length: 5 }, () => {
      draw(buffer, 1);
      return buffer.remaining;
    });
    expect(remaining).toEqual([4, 3, 2, 1, 0]);
  });

  test('that is asked for more than remains throws a RangeError, and gives what remains afterwards', () => {
    const buffer = new ShuffleBuffer(2, 10, RandomStream.seeded(1));
    expect(() => draw(buffer, 3)).toThrow(RangeError);
    expect(drain(buffer)).toHaveLength(2);
    expect(() => draw(buffer, 1)).toThrow(RangeError);
  });

  test('takes a draw back, wherever it is: the same is drawn again, and then what would have followed', () => {
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

  test('takes back one draw and no more', () => {
    const buffer = new ShuffleBuffer(20, 5, RandomStream.seeded(1));
    draw(buffer, 4);
    draw(buffer, 4);
    buffer.putBack();
    expect(() => buffer.putBack()).toThrow(RangeError);
    expect(buffer.state().drawn).toBe(4);
  });
});
