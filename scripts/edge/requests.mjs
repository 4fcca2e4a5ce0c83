import { Agent, request } from 'node:http';

const IMAGE_BYTES = 784;

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
 * @param options.body bytes of images
 * @param options.connections how many requests are under way at a time
 * @returns `{ send(count), close }`; `send` resolves with the milliseconds that each request took, and rejects when an answer
 *   is not the first one's
 */
export function repeatedPost({ url, body, connections = 4 }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': body.byteLength };
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
