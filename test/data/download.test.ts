import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { download, downloadParts } from '../../worker/data/download';
import { joined } from '../../worker/data/joined';
import {
  cutInTheMiddle,
  htmlPage,
  httpError,
  type LocalHost,
  startLocalHost,
  unpackedOnTheWay,
} from '../fixtures/local-host';
import { rejectionOf } from '../fixtures/trainer-error';

const BYTES = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 256);
let host: LocalHost;

beforeAll(async () => {
  host = await startLocalHost([
    ['file', BYTES],
    ['empty', new Uint8Array()],
    ['packed', unpackedOnTheWay(gzipSync(BYTES))],
    ['html', htmlPage],
    ['gone', httpError(410)],
    ['broken', httpError(503)],
    ['limited', httpError(429)],
    ['tomorrow', httpError(503, { 'Retry-After': '86400' })],
    ['cut', cutInTheMiddle(BYTES)],
  ]);
});
afterAll(() => host.close());

const never = new AbortController().signal;
const get = (name: string) => download(host.url + name, { fetch, signal: never });

/** Downloads a file part by part. */
async function getParts(url: string, signal = never, onBytes = (_received: number) => {}) {
  const parts: Uint8Array[] = [];
  for await (const part of downloadParts(url, { fetch, signal }, onBytes)) parts.push(part);
  return parts;
}

describe('a download', () => {
  test('returns the file’s bytes', async () => {
    expect(await get('file')).toEqual(BYTES);
    expect(await get('empty')).toHaveLength(0);
  });

  test('returns them unpacked if the host declares a Content-Encoding', async () => {
    expect(await get('packed')).toEqual(BYTES);
  });

  test('part by part reports the number of bytes, rising from 0 to the length of the file', async () => {
    const received: number[] = [];
    const parts = await getParts(`${host.url}file`, never, (count) => received.push(count));
    expect(joined(parts)).toEqual(BYTES);
    expect(received[0]).toBe(0);
    expect(received.at(-1)).toBe(BYTES.length);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect(received.length).toBeGreaterThan(2);
  });
});

describe('a download fails', () => {
  test.each([
    ['missing', 404],
    ['gone', 410],
  ])('with data-not-found for “%s”, and names HTTP %i', async (name, status) => {
    const error = await rejectionOf(get(name));
    expect(error.code).toBe('data-not-found');
    expect(error.got).toContain(`HTTP ${status}`);
    expect(error.message).toContain(host.url + name);
  });

  test.each([
    ['broken', 503],
    ['limited', 429],
  ])('with host-busy for “%s”, and names HTTP %i', async (name, status) => {
    const error = await rejectionOf(get(name));
    expect(error.code).toBe('host-busy');
    expect(error.got).toContain(`HTTP ${status}`);
    expect(error.message).toContain(host.url + name);
  });

  test('with host-busy, and says when the host wants to be asked again', async () => {
    expect((await rejectionOf(get('tomorrow'))).got).toContain('Retry-After: 86400');
  });

  test('with data-is-html if a page comes with status 200, and quotes its beginning', async () => {
    const error = await rejectionOf(get('html'));
    expect(error.code).toBe('data-is-html');
    expect(error.got).toContain('<!DOCTYPE html>');
  });

  test('with data-cut if the connection breaks, and says how much was received and how much was announced', async () => {
    const error = await rejectionOf(getParts(`${host.url}cut`));
    expect(error.code).toBe('data-cut');
    expect(error.got).toMatch(/^[\d,]+ bytes, then /);
    expect(error.expected).toContain('100,000 bytes');
  });

  test('with data-cut even if the length was not announced', async () => {
    const error = await rejectionOf(get('cut'));
    expect(error.code).toBe('data-cut');
    expect(error.got).toMatch(/^part of the file, then /);
    expect(error.expected).toContain('100,000 bytes');
  });

  test('with data-unreachable if no server listens at the port', async () => {
    const closed = await startLocalHost();
    await closed.close();
    const error = await rejectionOf(download(`${closed.url}file`, { fetch, signal: never }));
    expect(error.code).toBe('data-unreachable');
    expect(error.got).toContain(closed.url);
    expect(error.remedy).toContain('drawn-garments');
  });

  test('with data-unreachable if fetch itself refuses', async () => {
    const refuse = () => Promise.reject(new TypeError('Failed to fetch'));
    const error = await rejectionOf(download('https://example.org/x', { fetch: refuse, signal: never }));
    expect(error).toMatchObject({
      code: 'data-unreachable',
      message: 'https://example.org/x could not be reached.',
    });
    expect(error.got).toContain('Failed to fetch');
  });
});

test.each([
  '<!doctype html><p>hello',
  '\n\n  <HTML lang="en">',
  '<?xml version="1.0"?><Error>',
  '<!-- a comment first --><html>',
  '\ufeff<!DOCTYPE html>',
])('%j is recognised as a page', async (text) => {
  const answer = async () => new Response(text);
  const error = await rejectionOf(download('https://example.org/x', { fetch: answer, signal: never }));
  expect(error.code).toBe('data-is-html');
});

test.each(['{"format":"fmnist-data"}', '<binary', ''])('%j is not recognised as a page', async (text) => {
  const answer = async () => new Response(text);
  const bytes = await download('https://example.org/x', { fetch: answer, signal: never });
  expect(new TextDecoder().decode(bytes)).toBe(text);
});

test('a download part by part ends when the reader stops', async () => {
  let isClosed = false;
  const endless = await startLocalHost([
    [
      'file',
      (response) => {
        response.on('close', () => {
          isClosed = true;
        });
        response.writeHead(200, { 'Content-Length': 1000 }).write(new Uint8Array(10));
      },
    ],
  ]);
  for await (const part of downloadParts(`${endless.url}file`, { fetch, signal: never }, () => {})) {
    expect(part).toHaveLength(10);
    break;
  }
  await expect.poll(() => isClosed).toBe(true);
  await endless.close();
});

describe('aborting a download rejects with the abort’s own reason', () => {
  const reason = new Error('stopped by the user');

  test('before it begins', async () => {
    const signal = AbortSignal.abort(reason);
    await expect(download(`${host.url}file`, { fetch, signal })).rejects.toBe(reason);
  });

  test('halfway through the file', async () => {
    const slow = await startLocalHost([
      ['file', (response) => response.writeHead(200, { 'Content-Length': 1000 }).write(new Uint8Array(10))],
    ]);
    const controller = new AbortController();
    const onBytes = (received: number) => received > 0 && controller.abort(reason);
    const loading = getParts(`${slow.url}file`, controller.signal, onBytes);
    await expect(loading).rejects.toBe(reason);
    await slow.close();
  });
});
