import { Agent, request } from 'node:http';
import { crc32, deflateSync } from 'node:zlib';

const EDGE = 28;
const IMAGE_BYTES = EDGE * EDGE;

/**
 * The formats in which images are sent: the content type, and how the images' bytes become a body.
 * @type {Record<'bytes' | 'json' | 'png', { contentType: string, bodyOf(images: Uint8Array): Uint8Array }>}
 */
export const FORMATS = {
  bytes: { contentType: 'application/octet-stream', bodyOf: (images) => images },
  json: { contentType: 'application/json', bodyOf: jsonOf },
  png: { contentType: 'image/png', bodyOf: greyPng },
};

/** @param {Uint8Array} images */
function jsonOf(images) {
  const values = Array.from(images, (value) => Math.fround(value / 255));
  const rows = Array.from({ length: images.length / IMAGE_BYTES }, (_, i) =>
    values.slice(i * IMAGE_BYTES, (i + 1) * IMAGE_BYTES),
  );
  return Buffer.from(JSON.stringify({ images: rows }));
}

/**
 * One image as a grey PNG of 8 bits.
 * @param {Uint8Array} image
 */
export function greyPng(image) {
  const rows = Array.from({ length: EDGE }, (_, y) => [0, ...image.subarray(y * EDGE, (y + 1) * EDGE)]);
  return pngOf({ IDAT: deflateSync(Buffer.from(rows.flat())) });
}

/**
 * A PNG of 28 × 28 pixels.
 * @param {Readonly<Record<string, Uint8Array>>} content the chunks between the header and the end, by type
 * @param {object} [header]
 * @param {number} [header.depth] bits of a sample
 * @param {number} [header.colour] number of the colour type
 * @param {boolean} [header.isInterlaced]
 */
export function pngOf(content, { depth = 8, colour = 0, isInterlaced = false } = {}) {
  const header = Buffer.from([0, 0, 0, EDGE, 0, 0, 0, EDGE, depth, colour, 0, 0, Number(isInterlaced)]);
  const chunks = Object.entries({ IHDR: header, ...content, IEND: Buffer.alloc(0) }).map(([type, bytes]) => {
    const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(type), bytes, Buffer.alloc(4)]);
    chunk.writeUInt32BE(bytes.length, 0);
    chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
    return chunk;
  });
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

/**
 * Images of noise in which half of the pixels are black, as in the data set. The same seed makes the same bytes.
 * @param {number} count
 * @param {number} [seed]
 */
export function noiseImages(count, seed = 1) {
  let state = seed;
  return Uint8Array.from({ length: count * IMAGE_BYTES }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >= 2 ** 31 ? state >>> 16 : 0;
  });
}

/**
 * Posts the same body repeatedly over a few connections that stay open.
 * @param {object} options
 * @param {string} options.url
 * @param {Uint8Array} options.images bytes, shape (count, 784); for a PNG the count is 1
 * @param {keyof typeof FORMATS} [options.format]
 * @param {number} [options.connections] number of requests at the same time
 * @returns {{ send(count: number): Promise<number[]>, close(): void }} `send` resolves to the milliseconds that each request took,
 *   and rejects when an answer differs from the first
 */
export function repeatedPost({ url, images, format = 'bytes', connections = 4 }) {
  const { contentType, bodyOf } = FORMATS[format];
  return repeatedBody({ url, contentType, body: bodyOf(images), connections });
}

/**
 * Posts a body repeatedly over a few connections that stay open.
 * @param {object} options
 * @param {string} options.url
 * @param {string} options.contentType
 * @param {Uint8Array} options.body
 * @param {number} [options.connections]
 * @param {boolean} [options.isRefused] whether the answer must be a refusal
 * @returns {{ send(count: number): Promise<number[]>, close(): void }} as of `repeatedPost`
 */
export function repeatedBody({ url, contentType, body, connections = 4, isRefused = false }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { 'Content-Type': contentType, 'Content-Length': body.byteLength };
  /** @type {string | undefined} */
  let first;

  /** @returns {Promise<number>} */
  const post = () =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      const sent = request(url, { agent, method: 'POST', headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('error', reject);
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () => {
          first ??= text;
          const { statusCode = 0 } = response;
          const isExpected = isRefused ? statusCode >= 400 && statusCode < 500 : statusCode === 200;
          if (isExpected && text === first) resolve(performance.now() - start);
          else reject(new Error(`An answer with status ${statusCode}: ${text.slice(0, 200)}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });

  return {
    async send(count) {
      /** @type {number[]} */
      const times = [];
      let left = count;
      const oneAfterAnother = async () => {
        while (left-- > 0) times.push(await post());
      };
      await Promise.all(Array.from({ length: connections }, oneAfterAnother));
      return times;
    },
    close: () => agent.destroy(),
  };
}
