/** Bytes that a processor brings from memory at a time. */
const CACHE_LINE = 64;

/**
 * Reads what will soon be copied from all over a data set while it still comes in one stream, which a processor brings ahead of the
 * reading: an image then waits in the cache for its turn, not in memory.
 */
export class ReadAhead {
  readonly #bytes: Uint8Array;
  /** Kept, so that no compiler leaves out the reading. */
  #seen = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Reads bytes `from` (inclusive) to `to` (exclusive), as far as there are any. */
  read(from: number, to: number): void {
    let seen = this.#seen;
    const end = Math.min(to, this.#bytes.length);
    for (let at = from; at < end; at += CACHE_LINE) seen |= this.#bytes[at] as number;
    this.#seen = seen;
  }
}
