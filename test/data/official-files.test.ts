import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { locateData } from '../../scripts/lib/data/prepare-data.mjs';
import { CLASS_NAMES } from '../../worker/data/fashion-mnist';
import officialFiles from '../../worker/data/official-files.json';
import { VerifiedCache } from '../../worker/data/verified-cache';
import { idxFile } from '../fixtures/idx-file';
import { loadFolder } from '../fixtures/load-folder';
import { type Answer, htmlPage, httpError, type LocalHost, startLocalHost } from '../fixtures/local-host';
import { MemoryCaches } from '../fixtures/memory-caches';
import { packedFolder } from '../fixtures/packed-folder';
import { tinyData } from '../fixtures/tiny-data';
import { rejectionOf } from '../fixtures/trainer-error';

const IMAGES = idxFile([2, 28, 28], new Uint8Array(1568));
const LABELS = idxFile([2], [0, 1]);

/** Four valid IDX files that are not Fashion-MNIST. */
const strangers = (): [string, Answer][] =>
  officialFiles.map(({ name, role }) => [name, gzipSync(role.endsWith('images') ? IMAGES : LABELS)]);

let host: LocalHost;
beforeEach(async () => {
  host = await startLocalHost(strangers());
});
afterEach(() => host.close());

function load(
  cache = new VerifiedCache(undefined),
  onBytes: (received: number, total: number) => void = () => {},
) {
  return loadFolder(host.url, { cache, onBytes });
}

describe('a folder without a manifest is expected to have the four IDX files', () => {
  test('if manifest.json is answered with 404', async () => {
    const asked = new Set<string>();
    const waiting: ServerResponse[] = [];
    // The first failure aborts the other downloads, so no download fails before three files are requested. The test images are requested
    // after the training images.
    const failTogether = (name: string): Answer => {
      return (response) => {
        asked.add(name);
        waiting.push(response);
        if (asked.size === 3) for (const each of waiting) each.writeHead(410).end();
      };
    };
    for (const { name } of officialFiles) host.files.set(name, failTogether(name));
    await rejectionOf(load());
    expect(host.requests[0]).toBe('manifest.json');
    const atOnce = officialFiles.filter(({ role }) => role !== 'test-images');
    expect(asked).toEqual(new Set(atOnce.map(({ name }) => name)));
  });

  test('if manifest.json is answered with a page', async () => {
    host.files.set('manifest.json', htmlPage);
    await rejectionOf(load());
    expect(host.requests.some((name) => name.endsWith('-ubyte.gz'))).toBe(true);
  });
});

describe('an IDX file is refused', () => {
  test('if it is not the official one', async () => {
    const error = await rejectionOf(load());
    expect(['data-truncated', 'data-checksum']).toContain(error.code);
  });

  /** Never answers the other requests, so that the file under test fails first. */
  const serveOnly = (name: string, answer: Answer) => {
    for (const file of officialFiles) host.files.set(file.name, () => {});
    host.files.set(name, answer);
  };

  test('with data-magic if it has labels instead of images', async () => {
    serveOnly('train-images-idx3-ubyte.gz', gzipSync(LABELS));
    const error = await rejectionOf(load());
    expect(error).toMatchObject({ code: 'data-magic', got: 'magic number 0x00000801' });
    expect(error.message).toContain('train-images-idx3-ubyte.gz');
  });

  test('with data-truncated if its values end too early', async () => {
    serveOnly('t10k-labels-idx1-ubyte.gz', gzipSync(LABELS.subarray(0, -1)));
    const error = await rejectionOf(load());
    expect(error).toMatchObject({ code: 'data-truncated', got: '9 bytes' });
  });

  test('with data-damaged if its gzip is cut', async () => {
    serveOnly('t10k-labels-idx1-ubyte.gz', gzipSync(LABELS).subarray(0, -3));
    expect((await rejectionOf(load())).code).toBe('data-damaged');
  });

  test('with data-not-found if it is missing', async () => {
    serveOnly('t10k-labels-idx1-ubyte.gz', httpError(404));
    expect((await rejectionOf(load())).code).toBe('data-not-found');
  });
});

describe('a folder that was repaired', () => {
  const repaired = tinyData(20, 10);

  test.each([404, 503])(
    'is loaded by Retry although its manifest was answered with %i before: a missing manifest is not remembered if the folder did not load',
    async (status) => {
      const cache = new VerifiedCache(new MemoryCaches().asCacheStorage());
      host.files.clear();
      host.files.set('manifest.json', httpError(status));
      await rejectionOf(load(cache));
      for (const [name, bytes] of packedFolder(repaired)) host.files.set(name, bytes);
      expect(await load(cache)).toEqual(repaired);
    },
  );
});

const { source: realFolder } = await locateData();
if (!realFolder)
  console.warn('SKIPPED: Fashion-MNIST is not here, so its four files are not loaded over HTTP.');

describe.skipIf(!realFolder)('the four official files', () => {
  test('load over HTTP as 60,000 and 10,000 images, and a second visit makes no request', async () => {
    for (const { name } of officialFiles) host.files.set(name, await readFile(join(realFolder ?? '', name)));
    const caches = new MemoryCaches();
    const cache = new VerifiedCache(caches.asCacheStorage());
    let last: readonly number[] = [];
    const data = await load(cache, (received, total) => {
      last = [received, total];
    });
    expect(last).toEqual([30_878_645, 30_878_645]);
    expect(data).toMatchObject({ name: 'fashion-mnist', classNames: CLASS_NAMES });
    expect([data.train.count, data.test.count]).toEqual([60_000, 10_000]);
    // Published facts: the training split starts with an ankle boot, two T-shirts and two dresses; every class has 6,000.
    expect([...data.train.labels.subarray(0, 5)]).toEqual([9, 0, 0, 3, 0]);
    const perClass = CLASS_NAMES.map((_, c) => data.train.labels.filter((label) => label === c).length);
    expect(perClass).toEqual(CLASS_NAMES.map(() => 6000));
    await expect.poll(() => caches.addresses).toHaveLength(officialFiles.length + 1);
    host.requests.length = 0;
    await load(cache);
    expect(host.requests).toEqual([]);
  });
});
