import { crc32 } from '../../worker/formats/zip';
import { brokenPng } from './png-error';
import { type PngHeader, readHeader } from './png-header';

/** What of a PNG its pixels depend on. */
export interface PngChunks {
  readonly header: PngHeader;
  /** Red, green, blue of each colour; empty without a palette. */
  readonly palette: Uint8Array;
  /** The chunk `tRNS`: opacities of the palette's colours, or the one colour that is transparent. */
  readonly transparency: Uint8Array | null;
  /** The zlib stream of the pixels, not unpacked. */
  readonly compressed: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Length, type and sum of a chunk. */
const FRAME_BYTES = 12;
const ANCILLARY = 0x20;

/** Whether bytes say of themselves that they are a PNG. */
export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, i) => bytes[i] === byte);

/**
 * Walks the chunks of a PNG and compares their sums. Text, profiles and other chunks that the pixels do not depend on are passed
 * over without being unpacked.
 * @throws Refusal `png-broken`, `png-size`
 */
export function pngChunks(bytes: Uint8Array): PngChunks {
  if (!isPng(bytes)) throw brokenPng('bytes that begin otherwise', 'the signature of a PNG');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: PngHeader | null = null;
  let palette: Uint8Array = new Uint8Array(0);
  let transparency: Uint8Array | null = null;
  const parts: Uint8Array[] = [];
  for (let at = SIGNATURE.length; ; ) {
    if (at + FRAME_BYTES > bytes.length) throw brokenPng('a file that ends between chunks', 'a chunk IEND');
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + FRAME_BYTES + length;
    if (end > bytes.length) throw brokenPng(`a file that ends inside ${type}`, `${length} bytes in it`);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) {
      throw brokenPng(`${type} with a sum that is not its content’s`, 'the CRC-32 of its content');
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
    else if (!(type.charCodeAt(0) & ANCILLARY)) throw brokenPng(`a chunk ${type}`, 'chunks of a plain PNG');
  }
}

function checkedPalette(content: Uint8Array): Uint8Array {
  const colours = content.length / 3;
  if (Number.isInteger(colours) && colours >= 1 && colours <= 256) return content;
  throw brokenPng(`a palette of ${content.length} bytes`, '1 to 256 colours of three bytes');
}

/** A picture of this size has one chunk of pixels with nearly every encoder: no copy then. */
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
