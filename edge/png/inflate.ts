import { adler32 } from './adler32';
import { Bits, tooLong } from './bits';
import { HuffmanCode } from './huffman-code';

// zlib is RFC 1950, deflate RFC 1951.

/** A compressor writes the pixels of such a picture as one block, or a few; a row for each block is the most that is known. */
const MOST_BLOCKS = 64;
/** The most blocks with codes of their own. Reading these codes takes longer than reading the pixels of a block. */
const MOST_CODES = 8;

/** The order in which a block lists the lengths of the code for its code lengths. */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** The shortest length of each length symbol, from 257 on, and the number of extra bits that are added to it. */
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
  258,
];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
/** The same of each distance symbol. */
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12_289, 16_385, 24_577,
];
const DISTANCE_BITS = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const END_OF_BLOCK = 256;

// Shared by all calls, since they are synchronous.
const lengths = new Uint8Array(288 + 32);
const literals = new HuffmanCode(288);
const distances = new HuffmanCode(32);
const lengthsCode = new HuffmanCode(19);
const fixedLiterals = new HuffmanCode(288);
const fixedDistances = new HuffmanCode(32);
fixedLiterals.build(Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)));
fixedDistances.build(new Uint8Array(32).fill(5));

/**
 * Decompresses a zlib stream into an array of exactly the expected length, and checks its Adler-32. The work is bounded by the length of
 * `into`, the length of the stream and the number of its blocks, so a stream that would decompress to more is not followed.
 * @throws RangeError with a phrase such as “a wrong Adler-32”
 */
export function unzlib(stream: Uint8Array, into: Uint8Array): void {
  const [method = 0, flags = 0] = stream;
  if (
    stream.length < 2 ||
    (method & 15) !== 8 ||
    method >> 4 > 7 ||
    ((method << 8) | flags) % 31 ||
    flags & 32
  ) {
    throw new RangeError('no zlib header');
  }
  const bits = new Bits(stream, 2);
  let at = 0;
  let codes = 0;
  for (let isLast = 0, blocks = 1; !isLast; blocks++) {
    if (blocks > MOST_BLOCKS) throw new RangeError(`more than ${MOST_BLOCKS} blocks`);
    isLast = bits.take(1);
    const type = bits.take(2);
    if (type === 0) at = bits.copyStored(into, at);
    else if (type === 1) at = readBlock(bits, fixedLiterals, fixedDistances, into, at);
    else if (type === 2) {
      codes += 1;
      if (codes > MOST_CODES) throw new RangeError(`more than ${MOST_CODES} blocks with codes of their own`);
      readCodes(bits);
      at = readBlock(bits, literals, distances, into, at);
    } else throw new RangeError('a block of no known type');
  }
  if (at < into.length) throw new RangeError(`${at} bytes`);
  if (bits.sum() !== adler32(into)) throw new RangeError('a wrong Adler-32');
}

/** Reads the codes of a block, themselves compressed, into `literals` and `distances`. */
function readCodes(bits: Bits): void {
  const literalCount = bits.take(5) + 257;
  const distanceCount = bits.take(5) + 1;
  const lengthCount = bits.take(4) + 4;
  if (literalCount > 286 || distanceCount > 30) throw new RangeError('a code with too many symbols');
  lengths.fill(0);
  for (let i = 0; i < lengthCount; i++) lengths[LENGTH_ORDER[i] as number] = bits.take(3);
  lengthsCode.build(lengths.subarray(0, 19));
  if (lengthsCode.isIncomplete) throw new RangeError('an impossible code');
  lengths.fill(0);
  const all = literalCount + distanceCount;
  for (let i = 0; i < all; ) {
    const symbol = lengthsCode.next(bits);
    if (symbol < 16) {
      lengths[i++] = symbol;
      continue;
    }
    if (symbol === 16 && i === 0) throw new RangeError('a code that repeats nothing');
    const value = symbol === 16 ? (lengths[i - 1] as number) : 0;
    const times = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    if (i + times > all) throw new RangeError('a code with too many symbols');
    lengths.fill(value, i, i + times);
    i += times;
  }
  if (lengths[END_OF_BLOCK] === 0) throw new RangeError('a block without an end');
  literals.build(lengths.subarray(0, literalCount));
  distances.build(lengths.subarray(literalCount, all));
  // A single symbol may have a code of one bit. Any other code must use all its bit patterns.
  if (literals.isIncomplete && literals.longest !== 1) throw new RangeError('an impossible code');
  if (distances.isIncomplete && distances.longest > 1) throw new RangeError('an impossible code');
}

/** Decodes the symbols of a block. @returns the position after its last byte */
function readBlock(
  bits: Bits,
  literal: HuffmanCode,
  distance: HuffmanCode,
  into: Uint8Array,
  start: number,
): number {
  let at = start;
  for (;;) {
    const symbol = literal.next(bits);
    if (symbol < END_OF_BLOCK) {
      if (at === into.length) throw tooLong(into.length);
      into[at++] = symbol;
      continue;
    }
    if (symbol === END_OF_BLOCK) return at;
    const base = LENGTH_BASE[symbol - 257];
    if (base === undefined) throw new RangeError('a length of no known symbol');
    const length = base + bits.take(LENGTH_BITS[symbol - 257] as number);
    const far = distance.next(bits);
    const farBase = DISTANCE_BASE[far];
    if (farBase === undefined) throw new RangeError('a distance of no known symbol');
    const back = farBase + bits.take(DISTANCE_BITS[far] as number);
    if (back > at) throw new RangeError('a distance before the beginning');
    if (at + length > into.length) throw tooLong(into.length);
    // Byte by byte: the copied part may overlap its own beginning.
    for (const end = at + length; at < end; at++) into[at] = into[at - back] as number;
  }
}
