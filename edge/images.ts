import { IMAGE_PIXELS } from '../worker/model/classifier';
import { readJsonImages } from './json-images';
import {
  BYTES_A_PIXEL,
  MOST_IMAGES,
  MOST_JSON_BYTES,
  MOST_PNG_BYTES,
  mostRawBytes,
  type PixelType,
  SMALLER_PNG,
  tooLarge,
  tooManyImages,
} from './limits';
import { loadPngDecoder } from './png/load-decoder';
import { readBody } from './read-body';
import { Refusal } from './refusal';

/** Grey images, row-major, shape (count, 784): bytes from 0 to 255, or floats from 0 to 1. */
export type Images = Uint8Array | Float32Array;

/** The function that reads each content type. */
const READERS: ReadonlyMap<string, (request: Request, type: PixelType | null) => Promise<Images>> = new Map([
  ['image/png', readPng],
  ['application/octet-stream', readRaw],
  ['application/json', readJson],
]);

/**
 * Reads the images in a request's body.
 * @param pixelType the value of `pixels=` in the URL, or null without it
 * @throws Refusal if the body has no valid images, too many, or an unsupported type
 */
export async function readImages(request: Request, pixelType: PixelType | null): Promise<Images> {
  const type = request.headers.get('Content-Type');
  const [name = ''] = (type ?? '').split(';', 1);
  const read = READERS.get(name.trim().toLowerCase());
  if (!read) throw unknownContent(type);
  const encoding = request.headers.get('Content-Encoding');
  if (encoding !== null && encoding.toLowerCase() !== 'identity') throw encoded(encoding);
  return read(request, pixelType);
}

async function readPng(request: Request, pixelType: PixelType | null): Promise<Images> {
  if (pixelType) {
    throw new Refusal(400, {
      code: 'query-invalid',
      message: 'A PNG cannot be combined with pixels=, since it states its own pixel type.',
      got: `pixels=${pixelType} with a PNG`,
      expected: 'no pixels= in the URL',
      remedy: 'Remove pixels= from the URL, or send raw pixels as application/octet-stream.',
    });
  }
  const bytes = await readBody(request, MOST_PNG_BYTES, (got) => tooLarge(got, MOST_PNG_BYTES, SMALLER_PNG));
  const decoder = await loadPngDecoder();
  return decoder.decode(decoder.open(bytes));
}

async function readRaw(request: Request, pixelType: PixelType | null): Promise<Images> {
  const type = pixelType ?? 'uint8';
  const most = mostRawBytes(type);
  const bytes = await readBody(request, most, (got) => tooManyImages(`${got} as ${type}`));
  const length = IMAGE_PIXELS * BYTES_A_PIXEL[type];
  if (bytes.length === 0 || bytes.length % length !== 0) {
    throw new Refusal(400, {
      code: 'images-invalid',
      message: 'The body is not a whole number of images.',
      got: `${bytes.length} bytes`,
      expected: `${length} bytes (784 pixels as ${type}) for each of 1 to ${MOST_IMAGES} images`,
      remedy: 'Send 28 × 28 pixels row by row. If they are floats, add pixels=float32 to the URL.',
    });
  }
  return type === 'uint8' ? bytes : checkedFloats(new Float32Array(bytes.buffer));
}

function checkedFloats(values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value >= 0 && value <= 1) continue;
    throw new Refusal(400, {
      code: 'images-invalid',
      message: 'A pixel is out of range.',
      got: `${value} as pixel ${i % IMAGE_PIXELS} of image ${Math.floor(i / IMAGE_PIXELS)}`,
      expected: 'float32 from 0 (black) to 1, little-endian',
      remedy: 'Divide grey levels from 0 to 255 by 255, or send them as bytes without pixels=float32.',
    });
  }
  return values;
}

async function readJson(request: Request, pixelType: PixelType | null): Promise<Images> {
  const bytes = await readBody(request, MOST_JSON_BYTES, (got) =>
    tooLarge(got, MOST_JSON_BYTES, 'Send fewer images, or send the pixels as application/octet-stream.'),
  );
  return readJsonImages(bytes, pixelType ?? 'float32');
}

function unknownContent(type: string | null): Refusal {
  const known = [...READERS.keys()].join(', ');
  return new Refusal(
    415,
    {
      code: 'content-type',
      message: 'This content type is not supported.',
      got: type === null ? 'no Content-Type' : `Content-Type: ${type}`,
      expected: known,
      remedy: 'Set the Content-Type header to the type of the body.',
    },
    { Accept: known },
  );
}

function encoded(encoding: string): Refusal {
  return new Refusal(
    415,
    {
      code: 'content-encoding',
      message: 'Compressed bodies are not supported.',
      got: `Content-Encoding: ${encoding}`,
      expected: 'an uncompressed body',
      remedy: 'Send the body without compression.',
    },
    { 'Accept-Encoding': 'identity' },
  );
}
