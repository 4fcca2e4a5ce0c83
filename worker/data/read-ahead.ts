/** The number of bytes that a processor loads from memory at a time. */
const CACHE_LINE = 64;

/**
 * Brings images into the processor's cache before they are needed. Images enter the shuffle buffer in file order but leave it in random
 * order. Processors prefetch sequential reads but not random ones. So each image is read once when it enters the buffer; when its batch
 * is copied later, it comes from the cache.
 */
export class ReadAhead {
  readonly #bytes: Uint8Array;
  /** A result of the reads, so that the compiler cannot remove them. */
  #seen = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Reads the bytes `from` (inclusive) to `to` (exclusive), up to the end of the data. */
  read(from: number, to: number): void {
    let seen = this.#seen;
    const end = Math.min(to, this.#bytes.length);
    for (let at = from; at < end; at += CACHE_LINE) seen |= this.#bytes[at] as number;
    this.#seen = seen;
  }
}
