import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../worker/random';

const draws = (stream: RandomStream, count: number) => Array.from({ length: count }, () => stream.nextFloat());
const seed32 = fc.integer({ min: 0, max: 0xffff_ffff });

describe('a seeded stream', () => {
  test('draws the same numbers from the same seed', () => {
    fc.assert(
      fc.property(seed32, (seed) => {
        expect(draws(RandomStream.seeded(seed), 20)).toEqual(draws(RandomStream.seeded(seed), 20));
      }),
    );
  });

  test('draws other numbers from another seed', () => {
    expect(draws(RandomStream.seeded(1), 5)).not.toEqual(draws(RandomStream.seeded(2), 5));
  });

  test('of nearby seeds is not correlated: the first floats of seeds 0 to 999 have mean 0.5 ± 0.03', () => {
    const firsts = Array.from({ length: 1000 }, (_, seed) => RandomStream.seeded(seed).nextFloat());
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.03); // 3.3 standard deviations of a uniform mean
    const neighbours = firsts.slice(1).map((value, i) => (value - mean) * ((firsts[i] as number) - mean));
    const correlation = (12 * neighbours.reduce((sum, value) => sum + value, 0)) / neighbours.length;
    expect(Math.abs(correlation)).toBeLessThan(0.1); // 3.2 standard deviations
  });
});

describe('a fork', () => {
  test('does not depend on how much its parent has drawn', () => {
    fc.assert(
      fc.property(seed32, fc.nat(50), (seed, count) => {
        const fresh = RandomStream.seeded(seed);
        const used = RandomStream.seeded(seed);
        draws(used, count);
        expect(draws(used.fork('weights'), 10)).toEqual(draws(fresh.fork('weights'), 10));
      }),
    );
  });

  test('draws nothing from its parent', () => {
    const forked = RandomStream.seeded(5);
    draws(forked.fork('shuffle'), 10);
    expect(draws(forked, 10)).toEqual(draws(RandomStream.seeded(5), 10));
  });

  test('differs from its parent and from forks with other names and of other seeds', () => {
    const parent = RandomStream.seeded(1);
    const streams = [
      parent.fork('weights'),
      parent.fork('shuffle'),
      RandomStream.seeded(2).fork('weights'),
      parent,
    ];
    const firsts = streams.map((stream) => draws(stream, 4).join());
    expect(new Set(firsts).size).toBe(streams.length);
  });
});

describe('a restored stream', () => {
  test('continues exactly where the state was taken, and so do its forks', () => {
    fc.assert(
      fc.property(seed32, fc.nat(100), (seed, count) => {
        const original = RandomStream.seeded(seed).fork('shuffle');
        draws(original, count);
        const restored = RandomStream.restored(JSON.parse(JSON.stringify(original.state())));
        expect(draws(restored, 20)).toEqual(draws(original, 20));
        expect(restored.nextInt(1024)).toBe(original.nextInt(1024));
        expect(draws(restored.fork('x'), 5)).toEqual(draws(original.fork('x'), 5));
      }),
    );
  });

  test('that is rewound draws the same numbers again', () => {
    const stream = RandomStream.seeded(7).fork('shuffle');
    const state = stream.state();
    const drawn = draws(stream, 20);
    stream.goBackTo(state);
    expect(stream.state()).toEqual(state);
    expect(draws(stream, 20)).toEqual(drawn);
  });

  test('comes from five 32-bit integers', () => {
    const state = RandomStream.seeded(0xffff_ffff).fork('weights').state();
    expect(state).toHaveLength(5);
    for (const value of state) expect([value | 0, value >>> 0]).toContain(value);
  });
});

describe('nextFloat', () => {
  test('is in [0, 1) and a multiple of 2⁻²⁴, so exact in float32', () => {
    const stream = RandomStream.seeded(3);
    for (const value of draws(stream, 10_000)) {
      expect(value >= 0 && value < 1 && Number.isInteger(value * 2 ** 24)).toBe(true);
    }
  });
});

describe('nextInt', () => {
  test('is a whole number from 0 to below its count, for every count', () => {
    fc.assert(
      fc.property(seed32, fc.integer({ min: 1, max: 2 ** 31 }), (seed, count) => {
        const value = RandomStream.seeded(seed).nextInt(count);
        expect(Number.isInteger(value) && value >= 0 && value < count).toBe(true);
      }),
    );
  });

  test.each([2, 7, 10, 1000])('is uniform over %i values: χ² within 4 standard deviations', (count) => {
    const stream = RandomStream.seeded(11);
    const expected = 200;
    const seen = new Float64Array(count);
    for (let i = 0; i < count * expected; i++) {
      const value = stream.nextInt(count);
      seen[value] = (seen[value] as number) + 1;
    }
    const chiSquare = seen.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(count - 1 + 4 * Math.sqrt(2 * (count - 1)));
  });
});
