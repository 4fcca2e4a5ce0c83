import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { TrainerError } from '../protocol';
import { type DownloadOptions, download } from './download';
import { gunzip } from './gunzip';
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

/**
 * Loads data files from the cache of verified files, or from the network. Files from the network are decompressed and checked against
 * their SHA-256. The checksum is that of the decompressed content, so it does not depend on how the host encodes the transfer.
 */
export class DataSource {
  readonly #cache: VerifiedCache;
  readonly #breathe: () => Promise<void>;

  /** @param breathe awaited regularly while a large file is hashed, so that the worker can handle messages */
  constructor(cache: VerifiedCache, breathe: () => Promise<void>) {
    this.#cache = cache;
    this.#breathe = breathe;
  }

  get cache(): VerifiedCache {
    return this.#cache;
  }

  /**
   * Loads a file and writes its decompressed, verified content to `into`.
   * @param into `contentByteLength` bytes, which may be shared memory
   * @throws TrainerError the same errors as `read`
   */
  async readInto(into: Uint8Array, expected: ExpectedFile, options: DownloadOptions): Promise<void> {
    if (await this.#cache.readInto(into, expected.url, expected.contentSha256)) return;
    into.set(await this.#fetch(expected, options));
  }

  /**
   * Loads a file and returns its decompressed, verified content.
   * @param check called before the checksum is compared, so that it can throw a more helpful error
   * @throws TrainerError `data-truncated`, `data-checksum`, and the errors of `download`, `gunzip` and `check`
   */
  async read(
    expected: ExpectedFile,
    options: DownloadOptions,
    check?: (content: Uint8Array) => void,
  ): Promise<Uint8Array> {
    const kept = await this.#cache.read(expected.url, expected.contentSha256);
    return kept ?? this.#fetch(expected, options, check);
  }

  async #fetch(
    expected: ExpectedFile,
    options: DownloadOptions,
    check?: (content: Uint8Array) => void,
  ): Promise<Uint8Array> {
    const { url, name, contentByteLength, contentSha256 } = expected;
    const content = await gunzip(await download(url, options), name, contentByteLength);
    check?.(content);
    checkLength(content, expected);
    checkSum(await this.#sum(content), expected);
    await this.#cache.write(url, content, contentSha256);
    return content;
  }

  /** SHA-256 in lower-case hexadecimal. */
  async #sum(content: Uint8Array): Promise<string> {
    const hash = sha256.create();
    for (let start = 0; start < content.byteLength; start += SUM_SLICE) {
      hash.update(content.subarray(start, start + SUM_SLICE));
      await this.#breathe();
    }
    return bytesToHex(hash.digest());
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
