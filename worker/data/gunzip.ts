import { TrainerError } from '../protocol';

/**
 * Unpacks gzip, and passes anything else through. The first two bytes decide, not the name: a host that
 * declares a `Content-Encoding` has the browser unpack the file before we see it.
 * @throws TrainerError `data-damaged` when the stream is cut or corrupt
 */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (thrown) {
    throw new TrainerError({
      code: 'data-damaged',
      message: `${file} cannot be unpacked.`,
      got: `${bytes.byteLength.toLocaleString('en')} bytes of damaged gzip (${String(thrown)})`,
      expected: 'a complete gzip file',
      remedy: 'Press Retry. If it comes back, the file on the host is damaged: upload it again.',
    });
  }
}
