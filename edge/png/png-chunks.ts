import { crc32 } from '../../worker/formats/zip';
import { brokenPng } from './png-error';
import { type PngHeader, readHeader } from './png-header';

/** The parts of a PNG that its pixels depend on. */
export interface PngChunks {
  readonly header: PngHeader;
  /** Three bytes for each colour: red, green, blue. Empty if there is no palette. */
  readonly palette: Uint8Array;
  /** The content of the chunk `tRNS`: the opacity of each palette colour, or the one transparent colour. */
  readonly transparency: Uint8Array | null;
  /** The pixels as a zlib stream. */
  readonly compressed: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The bytes of a chunk besides its content: length, type and checksum, four each. */
const FRAME_BYTES = 12;
/** A small picture with everything that cameras and editors add has about twenty. */
const MOST_CHUNKS = 64;
/** The bit of a chunk type, as a number of its four letters, that says that decoders may skip the chunk: its first letter is lower case. */
const ANCILLARY = 0x20000000;
const [IHDR, PLTE, TRNS, IDAT, IEND] = [0x49484452, 0x504c5445, 0x74524e53, 0x49444154, 0x49454e44];
/** The letters of a type, for a message. */
const named = (type: number) =>
  String.fromCharCode(type >>> 24, (type >> 16) & 255, (type >> 8) & 255, type & 255);

/** Whether the bytes start with the PNG signature. */
export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, i) => bytes[i] === byte);

/**
 * Walks the chunks of a PNG and checks their checksums. Text, colour profiles and other chunks that the pixels do not depend on are
 * skipped, and never decompressed.
 * @throws Refusal `png-broken`, `png-size`
 */
export function pngChunks(bytes: Uint8Array): PngChunks {
  if (!isPng(bytes)) throw brokenPng('bytes without the PNG signature', 'the signature of a PNG');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: PngHeader | null = null;
  let palette: Uint8Array = new Uint8Array(0);
  let transparency: Uint8Array | null = null;
  const parts: Uint8Array[] = [];
  for (let at = SIGNATURE.length, chunks = 1; ; chunks++) {
    if (chunks > MOST_CHUNKS) throw brokenPng(`more than ${MOST_CHUNKS} chunks`, `at most ${MOST_CHUNKS}`);
    if (at + FRAME_BYTES > bytes.length)
      throw brokenPng('a file that ends between chunks', 'an IEND chunk at the end');
    const length = view.getUint32(at);
    // Compared as a number: making a text of each type takes most of the time of a file of many small chunks.
    const type = view.getUint32(at + 4);
    const [start, end] = [at + 8, at + FRAME_BYTES + length];
    if (end > bytes.length)
      throw brokenPng(
        `a file that ends inside the ${named(type)} chunk`,
        `a ${named(type)} chunk of ${length} bytes`,
      );
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) {
      throw brokenPng(`the ${named(type)} chunk with a wrong checksum`, 'the CRC-32 of its content');
    }
    const content = () => bytes.subarray(start, end - 4);
    at = end;
    if (!header) {
      if (type !== IHDR) throw brokenPng(`${named(type)} as the first chunk`, 'IHDR');
      header = readHeader(content());
    } else if (type === IDAT) parts.push(content());
    else if (type === PLTE) palette = checkedPalette(content());
    else if (type === TRNS) transparency = content();
    else if (type === IEND) return { header, palette, transparency, compressed: joined(parts) };
    else if (!(type & ANCILLARY))
      throw brokenPng(`an unexpected ${named(type)} chunk`, 'PLTE, tRNS, IDAT, IEND and optional chunks');
  }
}

function checkedPalette(content: Uint8Array): Uint8Array {
  const colours = content.length / 3;
  if (Number.isInteger(colours) && colours >= 1 && colours <= 256) return content;
  throw brokenPng(`a palette of ${content.length} bytes`, '1 to 256 colours of three bytes each');
}

/** Nearly all encoders write a picture of this size as one IDAT chunk. It is returned without a copy. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
