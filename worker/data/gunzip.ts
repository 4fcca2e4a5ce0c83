import { TrainerError } from '../protocol';
import { joined } from './joined';
import { readAtMost } from './read-at-most';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Unpacks gzip while it arrives, and returns anything else unchanged. It looks at the first two bytes, not at the name: if a host sets
 * `Content-Encoding`, the browser has already decompressed the file.
 * @param parts the file, part by part. Reading stops when the content is complete or too long
 * @param file the name of the file, for error messages
 * @param most the expected length of the content. If the content is longer, only its beginning is returned, because a few kilobytes can
 *   unpack to gigabytes
 * @throws TrainerError `data-damaged` if gzip is incomplete or corrupt, or the `TrainerError` of `parts`
 */
export async function gunzip(parts: AsyncGenerator<Bytes, void>, file: string, most: number): Promise<Bytes> {
  let start: Bytes = new Uint8Array();
  for (let part = await nextOf(parts); part; part = start.length < 2 ? await nextOf(parts) : undefined) {
    start = joined([start, part]);
  }
  const isPacked = start[0] === 0x1f && start[1] === 0x8b;
  const { readable, writable } = isPacked ? new DecompressionStream('gzip') : new TransformStream();
  const content = readAtMost(readable, most);
  // The error is thrown when the loop below has ended.
  content.catch(() => {});
  const writer = writable.getWriter();
  let received = 0;
  try {
    for (let part: Bytes | undefined = start; part; part = await nextOf(parts)) {
      received += part.length;
      await writer.write(part);
    }
    await writer.close();
  } catch (thrown) {
    // If `parts` has failed, this makes the content fail too. If the content is damaged or too long, it has no effect.
    writer.abort(thrown).catch(() => {});
    await parts.return();
  }
  return content.catch((thrown) => {
    if (thrown instanceof TrainerError) throw thrown;
    throw new TrainerError({
      code: 'data-damaged',
      message: `${file} cannot be decompressed.`,
      got: `${received.toLocaleString('en')} bytes of damaged gzip (${(thrown as Error).message})`,
      expected: 'a complete gzip file',
      remedy: 'Press Retry. If the error persists, the file on the server is damaged: upload it again.',
    });
  });
}

const nextOf = async (parts: AsyncGenerator<Bytes, void>) => (await parts.next()).value || undefined;
