/**
 * Writes one thing after the other, and of each run the latest only: what was waiting when something newer came is never
 * written. Whoever puts something in does not wait.
 */
export class LatestWrites<T> {
  readonly #write: (content: T) => Promise<void>;
  readonly #waiting = new Map<string, T>();
  #writing: Promise<void> | null = null;

  /** @param write stores one thing. It must not reject */
  constructor(write: (content: T) => Promise<void>) {
    this.#write = write;
  }

  put(key: string, content: T): void {
    this.#waiting.set(key, content);
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when all that was put in so far is written. */
  async done(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    for (const [key, content] of this.#waiting) {
      this.#waiting.delete(key);
      await this.#write(content);
    }
    this.#writing = null;
  }
}
