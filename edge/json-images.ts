import { parseBounded } from '../worker/bounded-json';
import { formatImage } from '../worker/data/format-image';
import { IMAGE_PIXELS } from '../worker/model/classifier';
import { bytesOfBase64 } from './base64';
import { BODY_BOUNDS, excessIn } from './json-bounds';
import {
  FEWER_PNGS,
  MOST_IMAGES,
  MOST_PIXEL_BYTES,
  MOST_PNG_BYTES,
  MOST_PNG_BYTES_TOGETHER,
  type PixelType,
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
/** The most characters of base64 for this many bytes: four for every three, and room for line breaks. */
const asBase64 = (bytes: number) => 1.5 * bytes;
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
  // What costs most comes last.
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
  const characters = images.reduce<number>(
    (sum, image) => sum + (typeof image === 'string' ? image.length : 0),
    0,
  );
  if (characters > asBase64(MOST_PNG_BYTES_TOGETHER)) {
    throw tooLargeTogether(`${characters} characters of base64 in all`);
  }
  const files = images.map((image, i) => (typeof image === 'string' ? fromBase64(image, i, type) : null));
  const bytes = files.reduce((sum, file) => sum + (file?.length ?? 0), 0);
  if (bytes > MOST_PNG_BYTES_TOGETHER) throw tooLargeTogether(`${bytes} bytes of PNGs in all`);
  const pngs = files.map((file) => file && decoder.open(file));
  const pixels = pngs.reduce((sum, png) => sum + (png ? decoder.pixelBytes(png) : 0), 0);
  if (pixels > MOST_PIXEL_BYTES) throw tooManyPixels(pixels);
  return pngs;
}

/** Parses JSON that is ASCII and has no more parts than 256 images need, since the parser bounds neither depth nor number of parts. */
function parsed(bytes: Uint8Array): unknown {
  const body = hasByteOrderMark(bytes) ? bytes.slice(BYTE_ORDER_MARK.length) : bytes;
  const excess = excessIn(body);
  if (excess) throw invalidJson(excess);
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
  const isDataUrl = text.startsWith(DATA_URL);
  const start = isDataUrl ? DATA_URL.length : 0;
  if (text.length > asBase64(MOST_PNG_BYTES) + start) {
    throw tooLarge(
      `${text.length - start} characters of base64, in image ${index}`,
      MOST_PNG_BYTES,
      SMALLER_PNG,
    );
  }
  const png = bytesOfBase64(text, start);
  if (png === null) throw invalidImage('text that is not base64', index, type);
  if (png.length > MOST_PNG_BYTES) {
    throw tooLarge(`${png.length} bytes, in image ${index}`, MOST_PNG_BYTES, SMALLER_PNG);
  }
  return png;
}

const tooLargeTogether = (got: string): Refusal => tooLarge(got, MOST_PNG_BYTES_TOGETHER, FEWER_PNGS);

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
