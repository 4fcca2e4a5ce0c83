import { joined } from './joined';

/** The compressed formats that every browser decompresses. */
type Format = 'gzip' | 'deflate-raw';

/**
 * Decompresses bytes, but stops as soon as the content is longer than expected: a few kilobytes can decompress to gigabytes.
 * @param most the expected number of bytes
 * @returns the content; if it is longer than `most`, only its beginning, which is longer than `most` too
 * @throws TypeError if the stream is damaged or incomplete
 */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  format: Format,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length <= most) continue;
    await reader.cancel();
    break;
  }
  return joined(parts);
}
