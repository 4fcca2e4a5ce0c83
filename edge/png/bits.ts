/** The error of a stream that decompresses to more than expected. */
export const tooLong = (most: number) => new RangeError(`more than ${most} bytes`);

/** Reads a stream bit by bit, the lowest bit of a byte first. */
export class Bits {
  readonly #bytes: Uint8Array;
  #at: number;
  /** Bits that were read from the stream and not used yet, the next one lowest. */
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** The next `count` bits, at most 15, without using them. After the end of the stream they are zeros. */
  peek(count: number): number {
    while (this.#count < count) {
      this.#held |= (this.#bytes[this.#at] ?? 0) << this.#count;
      this.#at += 1;
      this.#count += 8;
    }
    return this.#held & ((1 << count) - 1);
  }

  /** Uses bits that were peeked. @throws RangeError after the end of the stream */
  skip(count: number): void {
    this.#held >>>= count;
    this.#count -= count;
    if (this.#at - (this.#count >> 3) > this.#bytes.length)
      throw new RangeError('a stream that ends too early');
  }

  take(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }

  /** Copies a block that is not compressed: its length, the length's complement, then the bytes. @returns the position after it */
  copyStored(into: Uint8Array, at: number): number {
    this.#align();
    const bytes = this.#bytes;
    const [low = 0, high = 0, notLow = 0, notHigh = 0] = bytes.subarray(this.#at, this.#at + 4);
    const length = low | (high << 8);
    if (this.#at + 4 + length > bytes.length) throw new RangeError('a stream that ends too early');
    if ((length ^ 0xffff) !== (notLow | (notHigh << 8))) throw new RangeError('a block of no known length');
    if (at + length > into.length) throw tooLong(into.length);
    into.set(bytes.subarray(this.#at + 4, this.#at + 4 + length), at);
    this.#at += 4 + length;
    return at + length;
  }

  /** The checksum at the end, a big-endian number after whole bytes. */
  sum(): number {
    this.#align();
    if (this.#at + 4 > this.#bytes.length) throw new RangeError('a stream without its Adler-32');
    const [a = 0, b = 0, c = 0, d = 0] = this.#bytes.subarray(this.#at, this.#at + 4);
    return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  }

  /** Continues with the next whole byte. Bytes that were only held are given back. */
  #align(): void {
    this.#at -= this.#count >> 3;
    this.#held = 0;
    this.#count = 0;
  }
}
