/** The version is raised when the stored format changes. The browser evicts older caches in time. */
const CACHE_NAME = 'fmnist-trainer-data-1';

/**
 * Keeps verified, decompressed files between visits in the Cache API. If that is not possible (private mode, an insecure page, a full
 * disk, Node), every method does nothing and throws nothing. Training still works, and files are downloaded on each visit.
 */
export class VerifiedCache {
  readonly #storage: CacheStorage | undefined;
  #opened: Promise<Cache | undefined> | null = null;

  constructor(storage: CacheStorage | undefined = globalThis.caches) {
    this.#storage = storage;
  }

  /** Opening the cache takes a round trip to another process, so it is opened once for all files. After a failure it is tried again. */
  #open(): Promise<Cache | undefined> {
    this.#opened ??= Promise.resolve(this.#storage?.open(CACHE_NAME)).catch((thrown) => {
      this.#opened = null;
      throw thrown;
    });
    return this.#opened;
  }

  /** The stored content of `url`, or null. `version` is part of the key: the expected checksum, or `''` for unverified files. */
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
   * Reads the stored content of `url` into `into`, which may be shared memory, without another copy of the whole content.
   * @param skip the number of bytes to leave out at the beginning of the content
   * @returns whether a stored file was found whose length is that of `skip` and `into` together; if not, the content of `into` is undefined
   */
  async readInto(into: Uint8Array, url: string, version = '', skip = 0): Promise<boolean> {
    try {
      const cache = await this.#open();
      const response = await cache?.match(key(url, version));
      const reader = response?.body?.getReader();
      if (!reader) return false;
      for (let at = -skip; ; ) {
        const { done, value } = await reader.read();
        if (done) return at === into.length;
        into.set(at < 0 ? value.subarray(-at) : value, Math.max(at, 0));
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
      // The cache is full or not allowed. Training works without it.
    }
  }
}

function key(url: string, version: string): string {
  const keyed = new URL(url);
  keyed.searchParams.set('fmnist-sha256', version);
  return keyed.href;
}
