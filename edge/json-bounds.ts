import type { JsonBounds } from '../worker/bounded-json';

/**
 * An honest body has 1 `{`, 257 `[`, 257 `:` (of a key and 256 data URLs) and 514 `"`. The bounds are higher, so that common mistakes,
 * such as 256 images as 28 rows each (7,425 `[`), are still described one by one. Each level needs a mark that opens it, so these counts
 * bound the depth too.
 */
export const BODY_BOUNDS: JsonBounds = {
  depth: Number.POSITIVE_INFINITY,
  most: { '[': 8192, '{': 1024, ':': 1024, '"': 8192 },
};

/** An honest body has a comma for each of its 200,704 numbers. */
export const MOST_COMMAS = 262_144;
/**
 * The most bytes of JSON with this many commas: 32 for each number, and 1.6 MB for all PNGs in base64. 256 images of numbers have at most
 * 20 bytes for each, or they exceed the 4 MiB of a body. What is longer has too many spaces, digits or letters, and `JSON.parse` would
 * take as long for them as for honest numbers.
 */
export const mostBytesWith = (commas: number): number => 1_638_400 + 32 * commas;

const COMMAS = 0x2c2c2c2c;
const LOW_BITS = 0x7f7f7f7f;
const HIGH_BITS = 0x80808080;
/** As many words can be counted before a byte of the counter overflows. */
const RUN = 255;

/**
 * Counts commas and looks for characters outside ASCII. Both decide how long the decoder and `JSON.parse` take. It looks at four bytes at a time, which takes a quarter of the time of
 * a loop over bytes.
 * @param bytes at the beginning of their buffer
 * @returns the number of commas; null if there are characters outside ASCII, which no image has
 */
export function commasIn(bytes: Uint8Array): number | null {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let commas = 0;
  for (let at = 0; at < words.length; at += RUN) {
    const count = commasInRun(words, at, Math.min(at + RUN, words.length));
    if (count < 0) return null;
    commas += count;
  }
  for (const byte of bytes.subarray(4 * words.length)) {
    if (byte & 0x80) return null;
    if (byte === (COMMAS & 255)) commas += 1;
  }
  return commas;
}

/**
 * The number of commas in at most `RUN` words, or -1 if there are characters outside ASCII. It is a separate function because
 * V8 always compiles one that is called often. As one long loop, 4 MiB took up to 130 ms in some processes.
 */
function commasInRun(words: Uint32Array, start: number, end: number): number {
  let seen = 0;
  // One counter in each byte of this word.
  let counters = 0;
  for (let at = start; at < end; at++) {
    const word = words[at] as number;
    seen |= word;
    // A byte that is a comma becomes 0. The sum sets the high bit of every other byte, without a carry into the next one.
    const other = word ^ COMMAS;
    counters = (counters + (~(((other & LOW_BITS) + LOW_BITS) | other | LOW_BITS) >>> 7)) | 0;
  }
  if (seen & HIGH_BITS) return -1;
  return (counters & 255) + ((counters >>> 8) & 255) + ((counters >>> 16) & 255) + (counters >>> 24);
}
