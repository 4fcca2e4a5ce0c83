import { sha256 as sha256InScript } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { TrainerError } from '../protocol';
import { checkNoHtml, type DownloadOptions, download, downloadParts } from './download';
import { gunzip } from './gunzip';
import { sha256 } from './sha256';
import type { VerifiedCache } from './verified-cache';

/** Bytes hashed between two pauses, about ten milliseconds of work. */
const SUM_SLICE = 1 << 20;

/** A file and its expected content after decompression. */
export interface ExpectedFile {
  readonly url: string;
  /** A short name for error messages. */
  readonly name: string;
  readonly contentByteLength: number;
  /** SHA-256 of the decompressed content, in lower-case hexadecimal. */
  readonly contentSha256: string;
}

/** What `DataSource.readInto` can report while it reads. */
export interface ReadOptions extends DownloadOptions {
  /** Called with the bytes received so far, starting with 0, unless the file is in the cache. */
  readonly onBytes: (received: number) => void;
  /** Checks the unpacked content before its length and its checksum are compared, so that it can throw a more helpful error. */
  readonly check?: (content: Uint8Array) => void;
  /** Called if the file is in the cache, so it is not downloaded. */
  readonly onKept?: () => void;
}

/**
 * Loads data files from the cache of verified files, or from the network. Files from the network are decompressed and checked against
 * their SHA-256. The checksum is that of the decompressed content, so it does not depend on how the host encodes the transfer.
 */
export class DataSource {
  readonly #cache: VerifiedCache;
  readonly #breathe: () => Promise<void>;
  /** The last write to the cache. Writes run one after another, because writing is slower than loading and nothing waits for it. */
  #writing: Promise<void> = Promise.resolve();

  /** @param breathe awaited regularly while a large file is hashed, so that the worker can handle messages */
  constructor(cache: VerifiedCache, breathe: () => Promise<void>) {
    this.#cache = cache;
    this.#breathe = breathe;
  }

  get cache(): VerifiedCache {
    return this.#cache;
  }

  /**
   * Loads a file, and writes its decompressed and verified content to `into`, which may be shared memory. If the content is longer than
   * `into`, it begins with a header, which is left out.
   * @returns a function that stores the file in the cache if it came from the network
   * @throws TrainerError `data-truncated`, `data-checksum`, and the errors of `download`, `gunzip` and `check`
   */
  async readInto(into: Uint8Array, expected: ExpectedFile, options: ReadOptions): Promise<() => Promise<void>> {
    const { url, contentByteLength, contentSha256 } = expected;
    const header = contentByteLength - into.length;
    if (await this.#cache.readInto(into, url, contentSha256, header)) {
      options.onKept?.();
      return async () => {};
    }
    const content = await this.#fetch(expected, options);
    into.set(content.subarray(header));
    return () => {
      this.#writing = this.#writing.then(() => this.#cache.write(url, content, contentSha256));
      return this.#writing;
    };
  }

  async #fetch(expected: ExpectedFile, options: ReadOptions): Promise<Uint8Array<ArrayBuffer>> {
    const { url, name, contentByteLength } = expected;
    const parts = downloadParts(url, options, options.onBytes);
    const content = await gunzip(parts, name, contentByteLength);
    checkNoHtml(url, content);
    options.check?.(content);
    checkLength(content, expected);
    checkSum(bytesToHex(await this.#sum(content)), expected);
    return content;
  }

  /** The SHA-256 of a file. The browser computes it on another thread. If it cannot, this thread does, in slices. */
  async #sum(content: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    if (globalThis.crypto?.subtle) return sha256(content);
    const hash = sha256InScript.create();
    for (let start = 0; start < content.byteLength; start += SUM_SLICE) {
      hash.update(content.subarray(start, start + SUM_SLICE));
      await this.#breathe();
    }
    return hash.digest();
  }

  /** Downloads a small text file. It is neither verified nor cached. */
  async readText(url: string, options: DownloadOptions): Promise<string> {
    return new TextDecoder().decode(await download(url, options));
  }
}

function checkLength(content: Uint8Array, { name, contentByteLength }: ExpectedFile): void {
  if (content.byteLength !== contentByteLength) {
    throw new TrainerError({
      code: 'data-truncated',
      message: `${name} has the wrong length.`,
      got: `${content.byteLength > contentByteLength ? 'at least ' : ''}${content.byteLength.toLocaleString('en')} bytes`,
      expected: `${contentByteLength.toLocaleString('en')} bytes`,
      remedy: 'Upload the file again. It was cut or changed on the way.',
    });
  }
}

function checkSum(sum: string, { name, contentSha256 }: ExpectedFile): void {
  if (sum !== contentSha256) {
    throw new TrainerError({
      code: 'data-checksum',
      message: `${name} is not the expected file: its checksum differs.`,
      got: `SHA-256 ${sum}`,
      expected: `SHA-256 ${contentSha256}`,
      remedy:
        'Use the original files. For your own data, write a manifest.json with the checksums of your files.',
    });
  }
}
