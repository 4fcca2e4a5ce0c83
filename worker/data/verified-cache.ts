/** Raised when what is stored changes shape; older caches are then left to the browser. */
const CACHE_NAME = 'fmnist-trainer-data-1';

/**
 * Keeps verified, unpacked files between visits in the Cache API. Where that is not allowed (private mode,
 * an insecure page, a full disk, Node) every operation quietly does nothing: training works all the same
 * and only downloads again.
 */
export class VerifiedCache {
  readonly #storage: CacheStorage | undefined;
  #opened: Promise<Cache | undefined> | null = null;

  constructor(storage: CacheStorage | undefined = globalThis.caches) {
    this.#storage = storage;
  }

  /** Opening takes a message there and back: once for all files. What fails is tried anew. */
  #open(): Promise<Cache | undefined> {
    this.#opened ??= Promise.resolve(this.#storage?.open(CACHE_NAME)).catch((thrown) => {
      this.#opened = null;
      throw thrown;
    });
    return this.#opened;
  }

  /** The stored content of `url`, or null. `version` is part of the key: the checksum of what is expected. */
  async read(url: string, version = ''): Promise<Uint8Array<ArrayBuffer> | null> {
    try {
      const cache = await this.#open();
      const response = await cache?.match(key(url, version));
      return response ? new Uint8Array(await response.arrayBuffer()) : null;
    } catch {
      return null;
    }
  }

  /**
   * Reads the stored content of `url` to where it is wanted, which may be shared memory, without a copy of the whole in between.
   * @returns whether it was there and exactly as long as `into`; if not, `into` holds nothing of use
   */
  async readInto(into: Uint8Array, url: string, version = ''): Promise<boolean> {
    try {
      const cache = await this.#open();
      const response = await cache?.match(key(url, version));
      const reader = response?.body?.getReader();
      if (!reader) return false;
      for (let at = 0; ; ) {
        const { done, value } = await reader.read();
        if (done) return at === into.length;
        into.set(value, at);
        at += value.length;
      }
    } catch {
      return false;
    }
  }

  async write(url: string, content: Uint8Array<ArrayBuffer>, version = ''): Promise<void> {
    try {
      const cache = await this.#open();
      await cache?.put(key(url, version), new Response(content));
    } catch {
      // Storage is a convenience: full or forbidden, the run goes on.
    }
  }
}

function key(url: string, version: string): string {
  const keyed = new URL(url);
  keyed.searchParams.set('fmnist-sha256', version);
  return keyed.href;
}
