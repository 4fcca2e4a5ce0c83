import { joined } from './joined';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Reads a stream to its end, but stops as soon as it is longer than expected.
 * @param most the expected number of bytes
 * @returns the bytes; if there are more than `most`, only the beginning, which is longer than `most` too
 */
export async function readAtMost(stream: ReadableStream<Bytes>, most: number): Promise<Bytes> {
  const reader = stream.getReader();
  const parts: Bytes[] = [];
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
