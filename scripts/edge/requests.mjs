import { Agent, request } from 'node:http';
import { crc32, deflateSync } from 'node:zlib';

const EDGE = 28;
const IMAGE_BYTES = EDGE * EDGE;

/** Ways to send images: how their bytes become a body, and its content type. */
export const FORMATS = {
  bytes: { contentType: 'application/octet-stream', bodyOf: (images) => images },
  json: { contentType: 'application/json', bodyOf: jsonOf },
  png: { contentType: 'image/png', bodyOf: greyPng },
};

function jsonOf(images) {
  const values = Array.from(images, (value) => Math.fround(value / 255));
  const rows = Array.from({ length: images.length / IMAGE_BYTES }, (_, i) =>
    values.slice(i * IMAGE_BYTES, (i + 1) * IMAGE_BYTES),
  );
  return Buffer.from(JSON.stringify({ images: rows }));
}

/** One image as a grey PNG of 8 bits. */
function greyPng(image) {
  const header = Buffer.from([0, 0, 0, EDGE, 0, 0, 0, EDGE, 8, 0, 0, 0, 0]);
  const rows = Array.from({ length: EDGE }, (_, y) => [0, ...image.subarray(y * EDGE, (y + 1) * EDGE)]);
  const chunks = [
    ['IHDR', header],
    ['IDAT', deflateSync(Buffer.from(rows.flat()))],
    ['IEND', Buffer.alloc(0)],
  ].map(([type, content]) => {
    const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(type), content, Buffer.alloc(4)]);
    chunk.writeUInt32BE(content.length, 0);
    chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
    return chunk;
  });
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

/** Images of noise in which, as in the data set, every other pixel is black. The same seed makes the same bytes. */
export function noiseImages(count, seed = 1) {
  let state = seed;
  return Uint8Array.from({ length: count * IMAGE_BYTES }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >= 2 ** 31 ? state >>> 16 : 0;
  });
}

/**
 * Posts the same body again and again over a few connections that stay open.
 * @param options.url where to
 * @param options.images bytes of images
 * @param options.format one of FORMATS
 * @param options.connections how many requests are under way at a time
 * @returns `{ send(count), close }`; `send` resolves with the milliseconds that each request took, and rejects when an answer
 *   is not the first one's
 */
export function repeatedPost({ url, images, format = 'bytes', connections = 4 }) {
  const { contentType, bodyOf } = FORMATS[format];
  const body = bodyOf(images);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { 'Content-Type': contentType, 'Content-Length': body.byteLength };
  let first = null;

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
          if (response.statusCode === 200 && text === first) resolve(performance.now() - start);
          else reject(new Error(`An answer with status ${response.statusCode}: ${text.slice(0, 200)}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });

  return {
    async send(count) {
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
