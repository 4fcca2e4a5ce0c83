import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { whole } from '../../worker/data/split';
import { VerifiedCache } from '../../worker/data/verified-cache';
import { loadFolder, openFolder } from '../fixtures/load-folder';
import {
  cutInTheMiddle,
  htmlPage,
  httpError,
  type LocalHost,
  startLocalHost,
  unpackedOnTheWay,
} from '../fixtures/local-host';
import { FORBIDDEN_CACHES, MemoryCaches } from '../fixtures/memory-caches';
import { packedFolder, shardBytes } from '../fixtures/packed-folder';
import { tinyData } from '../fixtures/tiny-data';
import { rejectionOf } from '../fixtures/trainer-error';

const DATA = tinyData(50, 20);
const FOLDER = packedFolder(DATA, 3);

let host: LocalHost;
beforeEach(async () => {
  host = await startLocalHost(FOLDER);
});
afterEach(() => host.close());

const load = (cache = new VerifiedCache(undefined)) => loadFolder(host.url, { cache });

describe('a folder with a manifest', () => {
  test('is loaded as the manifest describes, with its shards joined in order', async () => {
    expect(await load()).toEqual(DATA);
  });

  test('can be named without the last slash', async () => {
    expect((await loadFolder(host.url.slice(0, -1))).name).toBe('tiny');
  });

  test.each(['', '/'])(
    'can be named with a query, which stays behind the path of every file (“%s” before it)',
    async (end) => {
      const files = [...FOLDER].map(([name, bytes]) => [`data/${name}?token=1&x=/`, bytes] as const);
      host.files.clear();
      for (const [name, bytes] of files) host.files.set(name, bytes);
      expect(await loadFolder(`${host.url}data${end}?token=1&x=/#part`)).toEqual(DATA);
      expect([...host.requests].sort()).toEqual(files.map(([name]) => name).sort());
    },
  );

  test('can be served with Content-Encoding: gzip', async () => {
    for (const [name, bytes] of FOLDER) {
      if (name !== 'manifest.json') host.files.set(name, unpackedOnTheWay(bytes));
    }
    expect(await load()).toEqual(DATA);
  });

  test('reports the number of bytes, rising from 0 to the sum of all shards', async () => {
    const seen: (readonly [number, number])[] = [];
    const onBytes = (received: number, total: number) => void seen.push([received, total]);
    await loadFolder(host.url, { onBytes });
    const total = shardBytes(FOLDER);
    const received = seen.map(([bytes]) => bytes);
    expect(received[0]).toBe(0);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect(seen.at(-1)).toEqual([total, total]);
    for (const [bytes, expected] of seen) expect(bytes).toBeLessThanOrEqual(expected);
  });
});

describe('a folder with a manifest is refused', () => {
  const labels = FOLDER.get('train-labels.bin') as Uint8Array;

  test('with data-cut if the connection breaks during a shard', async () => {
    host.files.set('train-images-1.bin', cutInTheMiddle(FOLDER.get('train-images-1.bin') as Uint8Array));
    const error = await rejectionOf(load());
    expect(error.code).toBe('data-cut');
    expect(error.message).toContain('train-images-1.bin');
  });

  test('with data-not-found if a shard is missing', async () => {
    host.files.delete('test-labels.bin');
    const error = await rejectionOf(load());
    expect(error.code).toBe('data-not-found');
    expect(error.message).toContain('test-labels.bin');
  });

  test('with host-busy if the manifest or a shard is refused with 429 or 5xx, and no other files are asked for', async () => {
    for (const name of ['manifest.json', 'train-images-1.bin']) {
      for (const status of [429, 500, 503]) {
        host.files.set(name, httpError(status));
        const error = await rejectionOf(load());
        expect(error.code).toBe('host-busy');
        expect(error.message).toContain(name);
      }
      host.files.set(name, FOLDER.get(name) as Uint8Array);
    }
    expect(host.requests.filter((name) => name.endsWith('.gz'))).toEqual([]);
  });

  test('with data-is-html if a page comes instead of a shard', async () => {
    host.files.set('test-images.bin', htmlPage);
    expect((await rejectionOf(load())).code).toBe('data-is-html');
  });

  test('with data-damaged if the gzip of a shard is corrupt', async () => {
    host.files.set('train-labels.bin', labels.slice(0, -5));
    const error = await rejectionOf(load());
    expect(error.code).toBe('data-damaged');
    expect(error.message).toContain('train-labels.bin');
  });

  test('with data-checksum if labels were changed', async () => {
    host.files.set('train-labels.bin', gzipSync(DATA.train.labels.with(0, 9 - (DATA.train.labels[0] ?? 0))));
    expect((await rejectionOf(load())).code).toBe('data-checksum');
  });

  test('with data-manifest if the manifest is not JSON', async () => {
    host.files.set('manifest.json', new TextEncoder().encode('not json'));
    expect((await rejectionOf(load())).code).toBe('data-manifest');
  });

  test('with data-counts if the numbers of images and labels differ', async () => {
    const fewer = packedFolder({
      ...DATA,
      train: { ...DATA.train, labels: DATA.train.labels.slice(1), count: 49 },
    });
    const mixed = JSON.parse(new TextDecoder().decode(fewer.get('manifest.json')));
    const sound = JSON.parse(new TextDecoder().decode(FOLDER.get('manifest.json')));
    const ofRole = (files: { role: string }[], labelled: boolean) =>
      files.filter(({ role }) => (role === 'train-labels') === labelled);
    mixed.files = [...ofRole(sound.files, false), { ...ofRole(mixed.files, true)[0], count: 49 }];
    host.files.set('manifest.json', new TextEncoder().encode(JSON.stringify(mixed)));
    host.files.set('train-labels.bin', fewer.get('train-labels.bin') as Uint8Array);
    expect((await rejectionOf(load())).code).toBe('data-counts');
  });

  test('with data-unreachable if no server listens at the port', async () => {
    await host.close();
    expect((await rejectionOf(load())).code).toBe('data-unreachable');
  });
});

test('the first failure aborts the other downloads', async () => {
  let closed = 0;
  host.files.set('train-images-0.bin', (response) => {
    response.on('close', () => {
      closed += 1;
    });
    response.writeHead(200, { 'Content-Length': 1000 }).write(new Uint8Array(10));
  });
  host.files.set('test-labels.bin', httpError(404));
  await rejectionOf(load());
  await expect.poll(() => closed).toBe(1);
});

test('stopping the loading aborts the downloads and rejects waiting calls with call-overtaken', async () => {
  const images = await openFolder(host.url);
  const closed = new Promise((resolve) => {
    host.files.set('train-images-0.bin', (response) => {
      response.on('close', resolve);
      response.writeHead(200, { 'Content-Length': 1000 }).write(new Uint8Array(10));
      images.stopLoading?.();
    });
  });
  expect((await rejectionOf(whole(images))).code).toBe('call-overtaken');
  await closed;
});

describe('a second visit', () => {
  test('makes no request', async () => {
    const caches = new MemoryCaches();
    await load(new VerifiedCache(caches.asCacheStorage()));
    await expect.poll(() => caches.addresses).toHaveLength(FOLDER.size);
    host.requests.length = 0;
    expect(await load(new VerifiedCache(caches.asCacheStorage()))).toEqual(DATA);
    expect(host.requests).toEqual([]);
  });

  test('requests the manifest again, and the files that the first, failed visit did not get', async () => {
    const caches = new MemoryCaches();
    const cache = new VerifiedCache(caches.asCacheStorage());
    host.files.set('test-labels.bin', async (response) => {
      // All files except this one and the manifest are stored before it fails.
      await expect.poll(() => caches.addresses).toHaveLength(FOLDER.size - 2);
      response.writeHead(500).end();
    });
    await rejectionOf(load(cache));
    host.files.set('test-labels.bin', FOLDER.get('test-labels.bin') as Uint8Array);
    host.requests.length = 0;
    expect(await load(cache)).toEqual(DATA);
    expect(host.requests).toEqual(['manifest.json', 'test-labels.bin']);
  });

  test('downloads again if the cache throws', async () => {
    expect(await load(new VerifiedCache(FORBIDDEN_CACHES))).toEqual(DATA);
    expect(await load(new VerifiedCache(FORBIDDEN_CACHES))).toEqual(DATA);
    expect(host.requests.filter((name) => name === 'manifest.json')).toHaveLength(2);
  });
});
