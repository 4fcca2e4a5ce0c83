import { joined } from './joined';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Reads a stream to its end, but stops as soon as it is longer than expected.
 * @param most the expected number of bytes
 * @returns all bytes. If there are more than `most`, the parts that were read before it stopped, which are longer than `most`
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
