import { readAtMost } from './read-at-most';

/**
 * Decompresses a deflate stream, but stops as soon as the content is longer than expected: a few kilobytes can decompress to gigabytes.
 * @param most the expected number of bytes
 * @returns the content; if it is longer than `most`, only its beginning, which is longer than `most` too
 * @throws TypeError if the stream is damaged or incomplete
 */
export function inflate(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  return readAtMost(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')), most);
}
