import type { Bits } from './bits';

const LONGEST = 15;
/** Codes up to this length are found in one look; longer ones are rare. */
const QUICK = 9;

/**
 * A canonical Huffman code (RFC 1951, section 3.2.2): codes of the same length are consecutive numbers, in the order of their symbols. For
 * lengths 2, 1, 3, 3 of the symbols A to D: B = 0, A = 10, C = 110, D = 111.
 */
export class HuffmanCode {
  /** Symbols, sorted by their codes. */
  readonly #symbols: Uint16Array;
  /** The number of codes of each length. */
  readonly #counts = new Uint16Array(LONGEST + 1);
  /** The position in `symbols` of the next symbol of each length. */
  readonly #next = new Uint16Array(LONGEST + 2);
  /** For the next nine bits of a stream: symbol · 16 + length, or 0 if the code is longer. */
  readonly #quick = new Uint16Array(1 << QUICK);
  longest = 0;
  /** Whether some bit patterns have no symbol. */
  isIncomplete = true;

  constructor(symbols: number) {
    this.#symbols = new Uint16Array(symbols);
  }

  /**
   * @param lengths the length of each symbol's code; 0 for symbols that do not occur
   * @throws RangeError if more codes are needed than bits allow
   */
  build(lengths: Uint8Array): void {
    const [counts, next, quick] = [this.#counts.fill(0), this.#next, this.#quick.fill(0)];
    for (let i = 0; i < lengths.length; i++) (counts[lengths[i] as number] as number)++;
    counts[0] = 0;
    this.longest = 0;
    let left = 1;
    next[1] = 0;
    for (let length = 1; length <= LONGEST; length++) {
      const count = counts[length] as number;
      if (count > 0) this.longest = length;
      left = 2 * left - count;
      if (left < 0) throw new RangeError('an impossible code');
      next[length + 1] = (next[length] as number) + count;
    }
    this.isIncomplete = left > 0;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      const length = lengths[symbol] as number;
      if (length > 0) this.#symbols[(next[length] as number)++] = symbol;
    }
    let at = 0;
    let code = 0;
    for (let length = 1; length <= QUICK; length++, code <<= 1) {
      for (let left = counts[length] as number; left > 0; left--, code++, at++) {
        const entry = ((this.#symbols[at] as number) << 4) | length;
        // A code arrives with its first bit lowest. Any bits may follow it.
        for (let bits = reversed(code, length); bits < 1 << QUICK; bits += 1 << length) quick[bits] = entry;
      }
    }
  }

  /** Reads the next symbol. @throws RangeError if the bits are no code, or the stream has ended */
  next(bits: Bits): number {
    const entry = this.#quick[bits.peek(QUICK)] as number;
    if (entry > 0) {
      bits.skip(entry & 15);
      return entry >> 4;
    }
    const ahead = bits.peek(LONGEST);
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= this.longest; length++) {
      code |= (ahead >> (length - 1)) & 1;
      const count = this.#counts[length] as number;
      if (code - first < count) {
        bits.skip(length);
        return this.#symbols[index + code - first] as number;
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new RangeError('bits that are no code');
  }
}

function reversed(code: number, length: number): number {
  let bits = 0;
  for (let i = 0; i < length; i++) bits |= ((code >> i) & 1) << (length - 1 - i);
  return bits;
}
