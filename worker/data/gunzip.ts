import { TrainerError } from '../protocol';

/**
 * Decompresses gzip and returns anything else unchanged. It looks at the first two bytes, not at the name: if a host sets
 * `Content-Encoding`, the browser has already decompressed the file.
 * @param file the name of the file, for error messages
 * @throws TrainerError `data-damaged` if the stream is incomplete or corrupt
 */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (thrown) {
    throw new TrainerError({
      code: 'data-damaged',
      message: `${file} cannot be decompressed.`,
      got: `${bytes.byteLength.toLocaleString('en')} bytes of damaged gzip (${String(thrown)})`,
      expected: 'a complete gzip file',
      remedy: 'Press Retry. If the error persists, the file on the server is damaged: upload it again.',
    });
  }
}
