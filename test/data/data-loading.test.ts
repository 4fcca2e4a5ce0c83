import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DataLoading } from '../../worker/data/data-loading';
import { openFashionMnist } from '../../worker/data/fashion-mnist';
import { DataSource } from '../../worker/data/source';
import { type LabelledImages, untilArrived, whole } from '../../worker/data/split';
import { VerifiedCache } from '../../worker/data/verified-cache';
import { GATED_FOLDER, GatedHost } from '../fixtures/gated-host';
import { openFolder } from '../fixtures/load-folder';
import { FULL_CACHES, MemoryCaches } from '../fixtures/memory-caches';
import { packedFolder } from '../fixtures/packed-folder';
import { SomeLocks } from '../fixtures/some-locks';
import { tinyData } from '../fixtures/tiny-data';
import { rejectionOf } from '../fixtures/trainer-error';

const DATA = tinyData(60, 20);
/** Six files of ten training images. */
const FOLDER = packedFolder(DATA, 6);
const FIRST = ['train-labels.bin', 'test-labels.bin', 'train-images-0.bin'];
const shard = (i: number) => `train-images-${i}.bin`;

let host: GatedHost;
let caches: MemoryCaches;
let cache: VerifiedCache;
beforeEach(() => {
  host = new GatedHost(FOLDER);
  caches = new MemoryCaches();
  cache = new VerifiedCache(caches.asCacheStorage());
});
afterEach(() => vi.unstubAllGlobals());

const open = (more: Parameters<typeof openFolder>[1] = {}) =>
  openFolder(GATED_FOLDER, { fetch: host.fetch, ...more });
/** The files requested so far, without the manifest. */
const requested = () => host.requests.filter((name) => name !== 'manifest.json');
/** Polls a value. The timeout is long, because the machine may be busy. */
const soon = <T>(value: () => T) => expect.poll(value, { timeout: 10_000 });
const turns = async () => {
  for (let i = 0; i < 20; i++) await new Promise(setImmediate);
};

describe('the files of a data set', () => {
  test('are not loaded before an image is needed', async () => {
    const { train } = await open();
    await turns();
    expect(train.arrival?.missing(0, 1)).toMatchObject({ split: 'train', first: 1, last: 10 });
    await turns();
    expect(requested()).toEqual([]);
    void train.arrival?.missing(0, 1)?.arrive();
    await soon(requested).toEqual(FIRST);
  });

  test('are loaded in the order of the stream: the labels and the first images, then two files at a time', async () => {
    const { train } = await open();
    void untilArrived(train, 0, 1);
    await soon(requested).toEqual(FIRST);
    await turns();
    expect(requested()).toEqual(FIRST);
    host.open(shard(0));
    await soon(requested).toEqual([...FIRST, 'test-images.bin', shard(1)]);
    await turns();
    expect(requested()).toHaveLength(5);
    host.open('test-images.bin');
    await soon(requested).toEqual([...FIRST, 'test-images.bin', shard(1), shard(2)]);
    host.openAll();
    await soon(requested).toHaveLength(FOLDER.size - 1);
  });

  test('are loaded earlier if a caller waits for them', async () => {
    const { train } = await open();
    void untilArrived(train, 0, 1);
    void untilArrived(train, 50, 60);
    await soon(requested).toEqual(FIRST);
    host.open(shard(0));
    await soon(() => requested()[3]).toBe(shard(5));
  });

  test('can be used one by one: images can be read as soon as their file and the labels have arrived', async () => {
    const { train, test: final } = await open();
    const first = untilArrived(train, 0, 10);
    host.open(...FIRST);
    await first;
    expect(train.images.subarray(0, 7840)).toEqual(DATA.train.images.subarray(0, 7840));
    expect(train.labels).toEqual(DATA.train.labels);
    expect(train.arrival?.missing(0, 10)).toBeUndefined();
    expect(train.arrival?.missing(9, 11)).toMatchObject({ split: 'train', first: 11, last: 20 });
    expect(train.arrival?.missing(25, 60)).toMatchObject({ first: 21, last: 30 });
    expect(final.arrival?.missing(0, 20)).toMatchObject({ split: 'test', first: 1, last: 20 });
  });

  test('make up the whole data set, in any order of arrival', async () => {
    const images = await open();
    const all = whole(images);
    for (const name of [...FOLDER.keys()].reverse()) {
      host.open(name);
      await turns();
    }
    expect(await all).toEqual(DATA);
  });

  test('are reported in bytes that never decrease and end at the sum of all files', async () => {
    const seen: (readonly [number, number])[] = [];
    host.openAll();
    await whole(await open({ onBytes: (received, total) => seen.push([received, total]) }));
    const total = [...FOLDER].reduce(
      (sum, [name, { length }]) => sum + (name.endsWith('.bin') ? length : 0),
      0,
    );
    expect(seen[0]).toEqual([0, total]);
    expect(seen.at(-1)).toEqual([total, total]);
    expect(seen.map(([received]) => received)).toEqual(
      seen.map(([received]) => received).sort((a, b) => a - b),
    );
  });
});

describe('the cache', () => {
  test('is written in the background: images can be used before their file is stored', async () => {
    const slow = {
      open: async () => ({ match: async () => undefined, put: () => new Promise(() => {}) }),
    } as unknown as CacheStorage;
    host.openAll();
    expect(await whole(await open({ cache: new VerifiedCache(slow) }))).toEqual(DATA);
  });

  test('has no effect on the loading if it is full', async () => {
    host.openAll();
    expect(await whole(await open({ cache: new VerifiedCache(FULL_CACHES) }))).toEqual(DATA);
  });

  test('stores the manifest only after all files', async () => {
    const all = whole(await open({ cache }));
    host.open(...[...FOLDER.keys()].filter((name) => name !== shard(5)));
    await soon(() => caches.addresses).toHaveLength(FOLDER.size - 2);
    host.open(shard(5));
    await all;
    await soon(() => caches.addresses).toHaveLength(FOLDER.size);
    expect(caches.addresses.at(-1)).toContain('manifest.json');
  });

  test('stores no labels that are out of range', async () => {
    const wrong = packedFolder({ ...DATA, train: { ...DATA.train, labels: DATA.train.labels.with(3, 10) } }, 6);
    host = new GatedHost(wrong);
    host.openAll();
    const error = await rejectionOf(whole(await open({ cache })));
    expect(error).toMatchObject({ code: 'data-label', got: 'label 10 at image 3' });
    await turns();
    expect(caches.addresses.filter((address) => address.includes('train-labels'))).toEqual([]);
  });
});

describe('a damaged file', () => {
  const DAMAGED = gzipSync(DATA.train.images.slice(0, 7840));

  test('rejects all waiting calls and aborts the other downloads, and the images that have arrived stay', async () => {
    host.files.set(shard(1), DAMAGED);
    const { train, failed } = await open();
    const first = untilArrived(train, 0, 10);
    host.open(...FIRST, shard(1));
    await first;
    const errors = await Promise.all([
      rejectionOf(untilArrived(train, 10, 20)),
      rejectionOf(untilArrived(train, 50, 60)),
    ]);
    expect(errors.map(({ code }) => code)).toEqual(['data-checksum', 'data-checksum']);
    expect(errors[0]?.message).toContain(shard(1));
    expect(failed?.reason).toBe(errors[0]);
    expect(host.aborted.length).toBeGreaterThan(0);
    await untilArrived(train, 0, 10);
    expect((await rejectionOf(untilArrived(train, 20, 30))).code).toBe('data-checksum');
  });

  test('is reported at once, even if it is the first one', async () => {
    host.files.set(shard(0), gzipSync(DATA.train.images.slice(7840, 15680)));
    const { train } = await open();
    host.open(...FIRST);
    expect((await rejectionOf(untilArrived(train, 0, 10))).code).toBe('data-checksum');
  });
});

describe('stopping', () => {
  test('aborts all downloads and rejects waiting calls; a later call loads only the missing files', async () => {
    const images = await open();
    const first = untilArrived(images.train, 0, 10);
    host.open(...FIRST);
    await first;
    const later = rejectionOf(untilArrived(images.train, 10, 20));
    await soon(requested).toHaveLength(5);
    images.stopLoading?.();
    expect((await later).code).toBe('call-overtaken');
    expect(host.aborted.sort()).toEqual(['test-images.bin', shard(1)].sort());
    expect(images.failed?.aborted).toBe(false);
    host.requests.length = 0;
    host.openAll();
    expect(await whole(images)).toEqual(DATA);
    expect(requested().sort()).toEqual(
      [...FOLDER.keys()].filter((name) => /images-[1-5]|test-images/.test(name)).sort(),
    );
  });
});

describe('stopping as a file arrives', () => {
  test('leaves nothing loading', async () => {
    const images = await open();
    void untilArrived(images.train, 0, 10);
    void images.train.arrival?.missing(10, 20)?.arrive().then(images.stopLoading);
    host.open(...FIRST, shard(1));
    await soon(() => host.aborted).toEqual(['test-images.bin']);
    await turns();
    expect(requested()).toHaveLength(5);
  });
});

describe('two trainers', () => {
  const locks = () => new SomeLocks().asLockManager();

  /** Two trainers with the same memory, as on an isolated page. */
  async function sharing(): Promise<[LabelledImages, LabelledImages]> {
    const source = () => new DataSource(new VerifiedCache(undefined), async () => {});
    const options = { fetch: host.fetch, signal: new AbortController().signal };
    const opened = await openFashionMnist(GATED_FOLDER, source(), options);
    const ofPage = locks();
    // `structuredClone` keeps shared memory shared, as between workers.
    const images = () =>
      new DataLoading(structuredClone(opened), {
        source: source(),
        fetch: host.fetch,
        locks: ofPage,
        onBytes: () => {},
        failed: new AbortController(),
      }).images;
    return [images(), images()];
  }

  test('that share memory download each file once, and use it as soon as one of them has loaded it', async () => {
    const [one, other] = await sharing();
    const first = Promise.all([untilArrived(one.train, 0, 10), untilArrived(other.train, 0, 10)]);
    await turns();
    host.open(...FIRST);
    await first;
    expect(other.train.images.subarray(0, 7840)).toEqual(one.train.images.subarray(0, 7840));
    host.openAll();
    expect(await whole(one)).toEqual(DATA);
    expect(await whole(other)).toEqual(DATA);
    expect(requested().sort()).toEqual([...FOLDER.keys()].filter((name) => name.endsWith('.bin')).sort());
  });

  test('that share memory do not wait for a file that has arrived since it was found missing', async () => {
    const [one, other] = await sharing();
    const missing = other.train.arrival?.missing(0, 10);
    host.openAll();
    await whole(one);
    await missing?.arrive();
    expect(other.train.arrival?.missing(0, 60)).toBeUndefined();
  });

  test('that share memory load the remaining files if the other one stops', async () => {
    const [one, other] = await sharing();
    const stopped = rejectionOf(untilArrived(one.train));
    const all = whole(other);
    host.open(...FIRST);
    await soon(requested).toHaveLength(5);
    one.stopLoading?.();
    await stopped;
    host.openAll();
    expect(await all).toEqual(DATA);
    expect(requested().filter((name) => FIRST.includes(name))).toEqual(FIRST);
  });

  test('that cannot share memory download each file once, and read it from the cache', async () => {
    vi.stubGlobal('SharedArrayBuffer', undefined);
    const ofPage = locks();
    const both = await Promise.all([open({ cache, locks: ofPage }), open({ cache, locks: ofPage })]);
    const all = Promise.all(both.map(whole));
    await turns();
    host.openAll();
    expect(await all).toEqual([DATA, DATA]);
    expect(requested().sort()).toEqual([...FOLDER.keys()].filter((name) => name.endsWith('.bin')).sort());
  });
});
