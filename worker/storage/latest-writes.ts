/**
 * Writes one item at a time, and for each key only the latest. If a newer item arrives while an older one with the same key is waiting,
 * the older one is dropped. `put` never waits for a write.
 */
export class LatestWrites<T> {
  readonly #write: (content: T) => Promise<void>;
  readonly #waiting = new Map<string, T>();
  #writing: Promise<void> | null = null;

  /** @param write stores one item. It must not reject. */
  constructor(write: (content: T) => Promise<void>) {
    this.#write = write;
  }

  put(key: string, content: T): void {
    this.#waiting.set(key, content);
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when all items put so far have been written or replaced. */
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
