import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { TrainerError } from '../protocol';
import { type DownloadOptions, download } from './download';
import { gunzip } from './gunzip';
import type { VerifiedCache } from './verified-cache';

/** Bytes summed between two breaths: about ten milliseconds. */
const SUM_SLICE = 1 << 20;

/** What a file must contain once it is unpacked. */
export interface ExpectedFile {
  readonly url: string;
  /** Short name for messages. */
  readonly name: string;
  readonly contentByteLength: number;
  /** Lower-case hex of the unpacked content. */
  readonly contentSha256: string;
}

/**
 * Gets data files: from the cache of verified files, or from the network, unpacked and checked against their
 * SHA-256. The sum is taken of the content, so that it holds however the host encodes the transfer.
 */
export class DataSource {
  readonly #cache: VerifiedCache;
  readonly #breathe: () => Promise<void>;

  /** @param breathe lets messages in, while a large file is summed */
  constructor(cache: VerifiedCache, breathe: () => Promise<void>) {
    this.#cache = cache;
    this.#breathe = breathe;
  }

  get cache(): VerifiedCache {
    return this.#cache;
  }

  /**
   * The unpacked, verified content of a file, to where it is wanted.
   * @param into `contentByteLength` bytes, which may be shared memory
   * @throws TrainerError what `read` throws
   */
  async readInto(into: Uint8Array, expected: ExpectedFile, options: DownloadOptions): Promise<void> {
    if (await this.#cache.readInto(into, expected.url, expected.contentSha256)) return;
    into.set(await this.#fetch(expected, options));
  }

  /**
   * The unpacked, verified content of a file.
   * @param check looks at the content before its sum is compared, to name a more telling error
   * @throws TrainerError what `download`, `gunzip` and `check` throw, `data-truncated` or `data-checksum`
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
    const { url, name, contentSha256 } = expected;
    const content = await gunzip(await download(url, options), name);
    check?.(content);
    checkLength(content, expected);
    checkSum(await this.#sum(content), expected);
    await this.#cache.write(url, content, contentSha256);
    return content;
  }

  /** SHA-256 in lower-case hex. */
  async #sum(content: Uint8Array): Promise<string> {
    const hash = sha256.create();
    for (let start = 0; start < content.byteLength; start += SUM_SLICE) {
      hash.update(content.subarray(start, start + SUM_SLICE));
      await this.#breathe();
    }
    return bytesToHex(hash.digest());
  }

  /** A small text file, from the network. Not verified and not kept. */
  async readText(url: string, options: DownloadOptions): Promise<string> {
    return new TextDecoder().decode(await download(url, options));
  }
}

function checkLength(content: Uint8Array, { name, contentByteLength }: ExpectedFile): void {
  if (content.byteLength !== contentByteLength) {
    throw new TrainerError({
      code: 'data-truncated',
      message: `${name} has the wrong length.`,
      got: `${content.byteLength.toLocaleString('en')} bytes`,
      expected: `${contentByteLength.toLocaleString('en')} bytes`,
      remedy: 'Upload the file again; it was cut or altered on the way.',
    });
  }
}

function checkSum(sum: string, { name, contentSha256 }: ExpectedFile): void {
  if (sum !== contentSha256) {
    throw new TrainerError({
      code: 'data-checksum',
      message: `${name} is not the file it should be: its checksum differs.`,
      got: `SHA-256 ${sum}`,
      expected: `SHA-256 ${contentSha256}`,
      remedy: 'Use the original files. For data of your own, write a manifest.json with its own checksums.',
    });
  }
}
