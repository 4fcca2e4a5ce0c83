import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DataSource, type ExpectedFile, type ReadOptions } from '../../worker/data/source';
import { VerifiedCache } from '../../worker/data/verified-cache';
import { type LocalHost, startLocalHost, unpackedOnTheWay } from '../fixtures/local-host';
import { FORBIDDEN_CACHES, FULL_CACHES, MemoryCaches } from '../fixtures/memory-caches';
import { rejectionOf } from '../fixtures/trainer-error';

const CONTENT = Uint8Array.from({ length: 2000 }, (_, i) => i % 199);
const CHANGED = CONTENT.with(1000, 250);
const CONTENT_SHA256 = createHash('sha256').update(CONTENT).digest('hex');
const options = { fetch, signal: new AbortController().signal, onBytes: () => {} };

let host: LocalHost;
beforeAll(async () => {
  host = await startLocalHost([
    ['packed', gzipSync(CONTENT)],
    ['plain', CONTENT],
    ['encoded', unpackedOnTheWay(gzipSync(CONTENT))],
    ['twice', unpackedOnTheWay(gzipSync(gzipSync(CONTENT)))],
    ['changed', gzipSync(CHANGED)],
    ['short', gzipSync(CONTENT.subarray(1))],
  ]);
});
beforeEach(() => {
  host.requests.length = 0;
});
afterAll(() => host.close());

const expected = (name: string): ExpectedFile => ({
  url: host.url + name,
  name,
  contentByteLength: CONTENT.byteLength,
  contentSha256: CONTENT_SHA256,
});

/** Reads a file into memory, and stores it. */
async function read(
  source: DataSource,
  file: ExpectedFile,
  more: Partial<ReadOptions> = {},
): Promise<Uint8Array> {
  const into = new Uint8Array(file.contentByteLength);
  const store = await source.readInto(into, file, { ...options, ...more });
  await store();
  return into;
}

const uncached = () => new DataSource(new VerifiedCache(undefined), async () => {});

describe('a file is accepted if its content is the expected one', () => {
  test.each([
    ['packed', 'gzip'],
    ['plain', 'unpacked on the host'],
    ['encoded', 'gzip declared as Content-Encoding'],
    ['twice', 'gzip, packed again by the host'],
  ])('%s: %s', async (name) => {
    expect(await read(uncached(), expected(name))).toEqual(CONTENT);
  });
});

describe('a file is refused', () => {
  test('with data-checksum if one byte differs, with both checksums', async () => {
    const error = await rejectionOf(read(uncached(), expected('changed')));
    expect(error.code).toBe('data-checksum');
    expect(error.got).toBe(`SHA-256 ${createHash('sha256').update(CHANGED).digest('hex')}`);
    expect(error.expected).toBe(`SHA-256 ${CONTENT_SHA256}`);
  });

  test('with data-truncated if a byte is missing, with both lengths', async () => {
    const error = await rejectionOf(read(uncached(), expected('short')));
    expect(error).toMatchObject({ code: 'data-truncated', got: '1,999 bytes', expected: '2,000 bytes' });
  });

  test('with the error of its own check, before the checksum is compared', async () => {
    const telling = new Error('these are labels');
    const check = () => {
      throw telling;
    };
    await expect(read(uncached(), expected('changed'), { check })).rejects.toBe(telling);
  });
});

describe('the cache', () => {
  const cached = () => {
    const caches = new MemoryCaches();
    return { caches, source: new DataSource(new VerifiedCache(caches.asCacheStorage()), async () => {}) };
  };

  test('makes a second read work without the network', async () => {
    const { source } = cached();
    await read(source, expected('packed'));
    expect(host.requests).toEqual(['packed']);
    expect(await read(source, expected('packed'))).toEqual(CONTENT);
    expect(host.requests).toEqual(['packed']);
  });

  test('is shared by all sources: a later visit finds what an earlier one stored', async () => {
    const { caches, source } = cached();
    await read(source, expected('packed'));
    const later = new DataSource(new VerifiedCache(caches.asCacheStorage()), async () => {});
    expect(await read(later, expected('packed'))).toEqual(CONTENT);
    expect(host.requests).toHaveLength(1);
  });

  test('does not keep a refused file', async () => {
    const { caches, source } = cached();
    await rejectionOf(read(source, expected('changed')));
    expect(caches.addresses).toEqual([]);
  });

  test('is not used for a file whose expected checksum has changed', async () => {
    const { source } = cached();
    await read(source, expected('packed'));
    const otherSum = { ...expected('packed'), contentSha256: '0'.repeat(64) };
    const error = await rejectionOf(read(source, otherSum));
    expect(error.code).toBe('data-checksum');
  });

  test.each([
    ['is forbidden', FORBIDDEN_CACHES],
    ['is full', FULL_CACHES],
    ['does not exist', undefined],
  ])('is ignored if it %s: the file comes from the network each time', async (_, caches) => {
    const source = new DataSource(new VerifiedCache(caches), async () => {});
    expect(await read(source, expected('packed'))).toEqual(CONTENT);
    expect(await read(source, expected('packed'))).toEqual(CONTENT);
    expect(host.requests).toEqual(['packed', 'packed']);
  });
});

describe('a file is written to the given memory', () => {
  const place = () => new Uint8Array(new SharedArrayBuffer(CONTENT.length + 2)).subarray(1, -1);

  test('from the network, and later from the cache', async () => {
    const source = new DataSource(new VerifiedCache(new MemoryCaches().asCacheStorage()), async () => {});
    for (const _ of ['network', 'cache']) {
      const into = place();
      await (await source.readInto(into, expected('packed'), options))();
      expect(into).toEqual(CONTENT);
      expect(new Uint8Array(into.buffer).filter((_, i) => i === 0 || i > CONTENT.length)).toEqual(
        Uint8Array.of(0, 0),
      );
    }
    expect(host.requests).toEqual(['packed']);
  });

  test.each([
    ['shorter', CONTENT.subarray(1)],
    ['longer', Uint8Array.of(...CONTENT, 1)],
  ])('from the network, if the cached file is %s', async (_, kept) => {
    const cache = new VerifiedCache(new MemoryCaches().asCacheStorage());
    await cache.write(expected('packed').url, kept, CONTENT_SHA256);
    const into = place();
    await new DataSource(cache, async () => {}).readInto(into, expected('packed'), options);
    expect(into).toEqual(CONTENT);
    expect(host.requests).toEqual(['packed']);
  });
});

test('a text file is read as UTF-8 and never cached', async () => {
  host.files.set('hello.txt', new TextEncoder().encode('Grüße'));
  const caches = new MemoryCaches();
  const source = new DataSource(new VerifiedCache(caches.asCacheStorage()), async () => {});
  expect(await source.readText(`${host.url}hello.txt`, options)).toBe('Grüße');
  expect(caches.addresses).toEqual([]);
});
