import { constants, deflateSync, inflateRawSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adler32 } from '../../../edge/png/adler32';
import { unzlib } from '../../../edge/png/inflate';
import { RandomStream } from '../../../worker/random';
import { DEPTH } from '../../fixtures/depth';

const { Z_DEFAULT_STRATEGY, Z_FILTERED, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;

/** Our result for a stream of known length, or the reason why there is none. */
function unpacked(stream: Uint8Array, length: number): Uint8Array | string {
  const into = new Uint8Array(length);
  try {
    unzlib(stream, into);
    return into;
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return thrown.message;
  }
}

/** What zlib itself makes of a stream; null if it refuses. */
function byZlib(stream: Uint8Array): Uint8Array | null {
  try {
    return new Uint8Array(inflateSync(stream));
  } catch {
    return null;
  }
}

const noise = fc.uint8Array({ maxLength: 7000 });
/** Few values and long repetitions, as pictures have. */
const pictures = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 300 })), { maxLength: 40 })
  .map((runs) => Uint8Array.from(runs.flatMap(([value, times]) => Array(times).fill(value))));

test('every stream of zlib is read, whatever its content, level and strategy', () => {
  fc.assert(
    fc.property(
      fc.oneof(noise, pictures),
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom(Z_DEFAULT_STRATEGY, Z_FILTERED, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE),
      (content, level, strategy) => {
        const stream = new Uint8Array(deflateSync(content, { level, strategy }));
        expect(unpacked(stream, content.length)).toEqual(content);
        if (content.length > 0)
          expect(unpacked(stream, content.length - 1)).toBe(`more than ${content.length - 1} bytes`);
        expect(unpacked(stream, content.length + 1)).toBe(`${content.length} bytes`);
      },
    ),
    { numRuns: 300 },
  );
});

test('the Adler-32 of “Wikipedia” is 11e60398, as published, and long runs of 255 do not overflow', () => {
  expect(adler32(new TextEncoder().encode('Wikipedia'))).toBe(0x11e60398);
  const long = new Uint8Array(100_000).fill(255);
  expect(adler32(long)).toBe(deflateSync(long).readUInt32BE(deflateSync(long).length - 4));
});

describe('a stream is refused', () => {
  const content = Uint8Array.from({ length: 812 }, (_, i) => (i * i) % 251);
  const whole = new Uint8Array(deflateSync(content));
  const changed = (at: number, value: number) => whole.with(at, value);
  const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
  const header = Uint8Array.of(0x78, 0x9c);
  /** An empty block that is not compressed, and one with the fixed code. */
  const emptyStored = Uint8Array.of(0, 0, 0, 0xff, 0xff);

  test.each<[string, Uint8Array, string]>([
    ['with a wrong Adler-32', changed(whole.length - 1, (whole.at(-1) as number) ^ 1), 'a wrong Adler-32'],
    ['without its Adler-32', whole.slice(0, -4), 'a stream without its Adler-32'],
    ['that is cut', whole.slice(0, 100), 'a stream that ends too early'],
    ['of another method', changed(0, 0x79), 'no zlib header'],
    [
      'that needs a dictionary',
      join(Uint8Array.of(0x78, 0x20 + 31 - ((0x7800 + 0x20) % 31))),
      'no zlib header',
    ],
    ['of nothing', new Uint8Array(0), 'no zlib header'],
    ['with a block of type 3', join(header, Uint8Array.of(7)), 'a block of no known type'],
    ['of 65 empty blocks', join(header, ...Array(65).fill(emptyStored)), 'more than 64 blocks'],
    [
      'with a stored block of a wrong length',
      join(header, Uint8Array.of(1, 5, 0, 0, 0, 1, 2, 3, 4, 5)),
      'a block of no known length',
    ],
  ])('%s', (_, stream, why) => {
    expect(unpacked(stream, content.length)).toBe(why);
  });

  test('that would decompress to 16 MiB, after the expected length', () => {
    expect(unpacked(new Uint8Array(deflateSync(new Uint8Array(2 ** 24))), 812)).toBe('more than 812 bytes');
  });
});

test(`${DEPTH.mutants} damaged streams with a right checksum are accepted exactly when zlib accepts them, with the same content`, {
  timeout: DEPTH.testMs,
}, () => {
  const random = RandomStream.seeded(11);
  const content = Uint8Array.from({ length: 812 }, (_, i) => ((i * 7) % 29) * (i % 3));
  const streams = [Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY].map((strategy) =>
    deflateSync(content, { strategy }),
  );
  let accepted = 0;
  for (let i = 0; i < DEPTH.mutants; i++) {
    const mutant = new Uint8Array(streams[i % 3] as Uint8Array);
    for (let changes = 1 + random.nextInt(3); changes > 0; changes--) {
      const at = 2 + random.nextInt(mutant.length - 6);
      mutant[at] = (mutant[at] as number) ^ (1 << random.nextInt(8));
    }
    // The checksum is that of what zlib reads, if it reads anything.
    const inside = rawOf(mutant);
    if (inside) new DataView(mutant.buffer).setUint32(mutant.length - 4, adler32(inside));
    const expected = byZlib(mutant);
    const found = unpacked(mutant, expected?.length ?? 812);
    if (expected) {
      accepted += 1;
      expect(found).toEqual(expected);
    } else expect(typeof found).toBe('string');
  }
  expect(accepted).toBeGreaterThan(DEPTH.mutants / 100);
});

/** The content of a stream without regard to its checksum; null if it has none. */
function rawOf(stream: Uint8Array): Uint8Array | null {
  try {
    return new Uint8Array(inflateRawSync(stream.subarray(2, -4)));
  } catch {
    return null;
  }
}
