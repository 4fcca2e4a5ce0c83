/** @import { AddressInfo, Socket } from 'node:net' */
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** About four packets: small enough that files which arrive together share the line. */
const PIECE_BYTES = 6_000;

/**
 * A server on the loopback interface that answers with another server's bytes, as slowly as a line of this speed. All connections share
 * the line. What the browser sends is not slowed down, and packets are not delayed otherwise.
 * @param {string} url of the other server, with its port
 * @param {number} bitsPerSecond
 * @returns {Promise<{ readonly url: string, close(): Promise<void> }>}
 */
export async function slowLine(url, bitsPerSecond) {
  const { hostname, port } = new URL(url);
  const msPerByte = 8_000 / bitsPerSecond;
  /** When the line will have carried all that was given to it, by `performance.now()`. */
  let free = 0;
  /** @param {AsyncIterable<Buffer>} chunks */
  async function* slowed(chunks) {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        const piece = chunk.subarray(at, at + PIECE_BYTES);
        free = Math.max(free, performance.now()) + piece.length * msPerByte;
        await wait(free - performance.now());
        yield piece;
      }
    }
  }

  /** @type {Set<Socket>} */
  const clients = new Set();
  const server = createServer((client) => {
    const host = connect(Number(port), hostname);
    clients.add(client);
    client.once('close', () => clients.delete(client));
    // The browser may close a connection at any time. Then only this pair of sockets is closed.
    pipeline(client, host).catch(() => client.destroy());
    pipeline(host, slowed, client).catch(() => host.destroy());
  });

  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of clients) client.destroy();
      }),
  };
}
