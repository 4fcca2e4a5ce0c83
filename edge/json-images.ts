import { parseBounded } from '../worker/bounded-json';
import { formatImage } from '../worker/data/format-image';
import { IMAGE_PIXELS } from '../worker/model/classifier';
import { bytesOfBase64 } from './base64';
import { BODY_BOUNDS, commasIn, MOST_COMMAS, mostBytesWith } from './json-bounds';
import {
  FEWER_PNGS,
  MOST_IMAGES,
  MOST_PIXEL_BYTES,
  MOST_PNG_BYTES,
  MOST_PNG_BYTES_TOGETHER,
  type PixelType,
  SHORTER_JSON,
  SMALLER_PNG,
  tooLarge,
  tooManyImages,
  tooManyPixels,
} from './limits';
import type { PngDecoder } from './png/decode-png';
import { loadPngDecoder } from './png/load-decoder';
import type { PngChunks } from './png/png-chunks';
import { Refusal } from './refusal';

const EXPECTED = '{"image": …} or {"images": [1 to 256 of them]}';
const DATA_URL = 'data:image/png;base64,';
/** The most characters of a PNG in base64: four for every three bytes, and room for line breaks. */
const MOST_BASE64 = 1.5 * MOST_PNG_BYTES;
/** Some programs put it in front of UTF-8. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Reads images from JSON: `{ "image": IMAGE }` or `{ "images": [IMAGE, …] }`. An IMAGE is an array of 784 numbers, or a PNG in base64
 * or as a data URL.
 * @param type the range of the numbers: 0 to 255 or 0 to 1; PNGs state their own
 * @returns float32 from 0 to 1, shape (count, 784)
 * @throws Refusal if the text is not such JSON, has too many images, or an image is invalid
 */
export async function readJsonImages(bytes: Uint8Array, type: PixelType): Promise<Float32Array> {
  const images = listed(parsed(bytes));
  const inputs = new Float32Array(images.length * IMAGE_PIXELS);
  const inputsOf = (i: number) => inputs.subarray(i * IMAGE_PIXELS, (i + 1) * IMAGE_PIXELS);
  const decoder = images.some((image) => typeof image === 'string') ? await loadPngDecoder() : null;
  const pngs = decoder ? openAll(images, type, decoder) : [];
  images.forEach((image, i) => {
    if (typeof image !== 'string') readNumbers(image, i, type, inputsOf(i));
  });
  // Decompressing comes last, since it costs most.
  pngs.forEach((png, i) => {
    if (decoder && png) formatImage(decoder.decode(png), inputsOf(i));
  });
  return inputs;
}

/** Opens all PNGs, and bounds their bytes and what decompressing them will cost. The list has null for an image that is no text. */
function openAll(
  images: readonly unknown[],
  type: PixelType,
  decoder: PngDecoder,
): readonly (PngChunks | null)[] {
  let bytes = 0;
  const files = images.map((image, i) => {
    if (typeof image !== 'string') return null;
    const file = fromBase64(image, i, type);
    bytes += file.length;
    // Before the next one is decoded, since a body may have four times as many.
    if (bytes > MOST_PNG_BYTES_TOGETHER) {
      throw tooLarge(`${bytes} bytes, in images 0 to ${i}`, MOST_PNG_BYTES_TOGETHER, FEWER_PNGS);
    }
    return file;
  });
  const pngs = files.map((file) => file && decoder.open(file));
  const pixels = pngs.reduce((sum, png) => sum + (png ? decoder.pixelBytes(png) : 0), 0);
  if (pixels > MOST_PIXEL_BYTES) throw tooManyPixels(pixels);
  return pngs;
}

/** Parses JSON that is ASCII, and neither longer nor of more parts than its images need: `JSON.parse` bounds none of these. */
function parsed(bytes: Uint8Array): unknown {
  const body = hasByteOrderMark(bytes) ? bytes.slice(BYTE_ORDER_MARK.length) : bytes;
  const commas = commasIn(body);
  if (commas === null) throw invalidJson('characters outside ASCII');
  if (commas > MOST_COMMAS) throw tooManyImages(`${commas} “,” characters`);
  const most = mostBytesWith(commas);
  if (body.length > most) {
    throw tooLarge(`${body.length} bytes with ${commas} “,” characters`, most, SHORTER_JSON);
  }
  try {
    return parseBounded(new TextDecoder().decode(body), BODY_BOUNDS);
  } catch (thrown) {
    throw invalidJson((thrown as Error).message);
  }
}

const hasByteOrderMark = (bytes: Uint8Array) => BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte);

function listed(json: unknown): readonly unknown[] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw invalidJson(kindOf(json));
  const [key, ...more] = Object.keys(json);
  if (more.length > 0 || (key !== 'image' && key !== 'images')) {
    throw invalidJson(
      `an object with ${Object.keys(json).slice(0, 4).map(quoted).join(', ') || 'nothing in it'}`,
    );
  }
  const value = (json as Record<string, unknown>)[key];
  if (key === 'image') return [value];
  if (!Array.isArray(value)) throw invalidJson(`"images" that is ${kindOf(value)}`);
  if (value.length === 0) throw invalidJson('no images');
  if (value.length > MOST_IMAGES) throw tooManyImages(`${value.length} images`);
  return value;
}

function readNumbers(image: unknown, index: number, type: PixelType, into: Float32Array): void {
  if (!Array.isArray(image)) throw invalidImage(kindOf(image), index, type);
  if (image.length !== IMAGE_PIXELS) throw invalidImage(`${image.length} values`, index, type);
  for (let i = 0; i < IMAGE_PIXELS; i++) {
    const value: unknown = image[i];
    const fits =
      typeof value === 'number' &&
      value >= 0 &&
      (type === 'float32' ? value <= 1 : value <= 255 && Number.isInteger(value));
    if (!fits) throw invalidImage(`${shown(value)} at position ${i}`, index, type);
    into[i] = type === 'float32' ? value : value / 255;
  }
}

function fromBase64(text: string, index: number, type: PixelType): Uint8Array {
  const start = text.startsWith(DATA_URL) ? DATA_URL.length : 0;
  const tooLong = (got: string) => tooLarge(`${got}, in image ${index}`, MOST_PNG_BYTES, SMALLER_PNG);
  const length = text.length - start;
  if (length > MOST_BASE64) throw tooLong(`${length} characters of base64`);
  const png = bytesOfBase64(text, start);
  if (png === null) throw invalidImage('text that is not base64', index, type);
  if (png.length > MOST_PNG_BYTES) throw tooLong(`${png.length} bytes`);
  return png;
}

function invalidImage(got: string, index: number, type: PixelType): Refusal {
  const numbers = type === 'float32' ? 'numbers from 0 (black) to 1' : 'whole numbers from 0 (black) to 255';
  return new Refusal(400, {
    code: 'images-invalid',
    message: 'An image is invalid.',
    got: `${got}, in image ${index}`,
    expected: `an array of 784 ${numbers}, or a PNG of at most ${MOST_PNG_BYTES} bytes in base64`,
    remedy: 'List the pixels row by row. For grey levels from 0 to 255, add pixels=uint8 to the URL.',
  });
}

function invalidJson(got: string): Refusal {
  return new Refusal(400, {
    code: 'json-invalid',
    message: 'The body is not JSON of the expected form.',
    got,
    expected: EXPECTED,
    remedy: 'See docs/edge.md for an example of each format.',
  });
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 40));

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'object' && value !== null ? kindOf(value) : String(value);
}
