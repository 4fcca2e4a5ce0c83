import { TrainerError } from '../protocol';
import { inflate } from './inflate';

/**
 * Decompresses gzip and returns anything else unchanged. It looks at the first two bytes, not at the name: if a host sets
 * `Content-Encoding`, the browser has already decompressed the file.
 * @param file the name of the file, for error messages
 * @param most the expected length of the content. Of longer content, only the beginning is returned; see `inflate`
 * @throws TrainerError `data-damaged` if the stream is incomplete or corrupt
 */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await inflate(bytes, 'gzip', most);
  } catch (thrown) {
    throw new TrainerError({
      code: 'data-damaged',
      message: `${file} cannot be decompressed.`,
      got: `${bytes.byteLength.toLocaleString('en')} bytes of damaged gzip (${(thrown as Error).message})`,
      expected: 'a complete gzip file',
      remedy: 'Press Retry. If the error persists, the file on the server is damaged: upload it again.',
    });
  }
}
