import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** The number of values discarded after seeding, since the first ones of xoroshiro still depend visibly on a sparse seed. */
const WARM_UP = 64;

/**
 * A seeded stream of random numbers. Weights, shuffle and sampling each fork their own stream. So drawing more numbers from one never
 * changes another, and the same seed gives the same run everywhere.
 *
 * The generator is xoroshiro128+ (Blackman and Vigna), from pure-rand.
 */
export class RandomStream {
  #generator: RandomGenerator;
  readonly #seed: number;

  private constructor(seed: number, generator: RandomGenerator) {
    this.#seed = seed;
    this.#generator = generator;
  }

  /** A stream from a 32-bit integer seed. */
  static seeded(seed: number): RandomStream {
    const generator = xoroshiro128plus(seed);
    for (let i = 0; i < WARM_UP; i++) generator.next();
    return new RandomStream(seed, generator);
  }

  /** A stream that continues from a `state()`. Its forks are equal to forks of the original stream. */
  static restored(state: readonly number[]): RandomStream {
    const [seed = 0, ...generator] = state;
    return new RandomStream(seed, xoroshiro128plusFromState(generator));
  }

  /** Rewinds to an earlier `state()` of this stream: the numbers drawn since then will be drawn again. */
  goBackTo(state: readonly number[]): void {
    this.#generator = xoroshiro128plusFromState(state.slice(1));
  }

  /**
   * An independent stream. It depends only on this stream's seed and the name, not on the numbers drawn so far. Forking draws none.
   */
  fork(name: string): RandomStream {
    return RandomStream.seeded(seedOfFork(this.#seed, name));
  }

  /** A number uniform in [0, 1). It is a multiple of 2⁻²⁴, so it is exact in float32. */
  nextFloat(): number {
    return uniformFloat32(this.#generator);
  }

  /** An integer uniform in [0, count). `count` is at least 1. */
  nextInt(count: number): number {
    return uniformInt(this.#generator, 0, count - 1);
  }

  /** Five 32-bit integers from which `restored` continues the stream. */
  state(): readonly number[] {
    return [this.#seed, ...this.#generator.getState()];
  }
}

/**
 * The seed of the stream that `fork(name)` of a stream with this seed returns. It is a 32-bit hash of both: FNV-1a over their bytes, then
 * MurmurHash3's 32-bit finaliser, which spreads small seeds.
 */
export function seedOfFork(seed: number, name: string): number {
  let hash = 0x811c9dc5;
  const mix = (byte: number) => {
    hash = Math.imul(hash ^ byte, 0x01000193);
  };
  for (let shift = 0; shift < 32; shift += 8) mix((seed >>> shift) & 0xff);
  for (const byte of new TextEncoder().encode(name)) mix(byte);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
