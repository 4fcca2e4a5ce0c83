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
/** The bit of a chunk type's first letter that says that decoders may skip the chunk: the letter is lower case. */
const ANCILLARY = 0x20;

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
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + FRAME_BYTES + length;
    if (end > bytes.length)
      throw brokenPng(`a file that ends inside the ${type} chunk`, `a ${type} chunk of ${length} bytes`);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) {
      throw brokenPng(`the ${type} chunk with a wrong checksum`, 'the CRC-32 of its content');
    }
    const content = bytes.subarray(at + 8, end - 4);
    at = end;
    if (!header) {
      if (type !== 'IHDR') throw brokenPng(`${type} as the first chunk`, 'IHDR');
      header = readHeader(content);
    } else if (type === 'IDAT') parts.push(content);
    else if (type === 'PLTE') palette = checkedPalette(content);
    else if (type === 'tRNS') transparency = content;
    else if (type === 'IEND') return { header, palette, transparency, compressed: joined(parts) };
    else if (!(type.charCodeAt(0) & ANCILLARY))
      throw brokenPng(`an unexpected ${type} chunk`, 'PLTE, tRNS, IDAT, IEND and optional chunks');
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
