/** Adds up the bytes of files that download at the same time. Files that turn out to be in the cache do not count. */
export class ByteProgress {
  readonly #onBytes: (received: number, total: number) => void;
  #received = 0;
  #total: number;

  /**
   * @param total the bytes of all files
   * @param onBytes called with the bytes received and expected so far, as soon as the first file downloads
   */
  constructor(total: number, onBytes: (received: number, total: number) => void) {
    this.#total = total;
    this.#onBytes = onBytes;
  }

  /** Subtracts a file that is not downloaded. */
  subtract(byteLength: number): void {
    this.#total -= byteLength;
  }

  /** A function to be called with the bytes of one file received so far. */
  forFile(): (received: number) => void {
    let before = 0;
    return (received) => {
      this.#received += received - before;
      before = received;
      this.#onBytes(this.#received, Math.max(this.#total, this.#received));
    };
  }
}
