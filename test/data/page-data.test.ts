import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DataLoading } from '../../worker/data/data-loading';
import { openFashionMnist } from '../../worker/data/fashion-mnist';
import type { OpenedData } from '../../worker/data/opened-data';
import { type DataSet, onceAPage } from '../../worker/data/page-data';
import { DataSource } from '../../worker/data/source';
import { type LabelledImages, untilHere, whole } from '../../worker/data/split';
import { VerifiedCache } from '../../worker/data/verified-cache';
import type { PageData } from '../../worker/protocol';
import { GATED_FOLDER, GatedHost } from '../fixtures/gated-host';
import { packedFolder } from '../fixtures/packed-folder';
import { SomeLocks } from '../fixtures/some-locks';
import { tinyData } from '../fixtures/tiny-data';

const never = new AbortController().signal;

const asImages = (data: DataSet) => data as LabelledImages;

/** A page's memory, and how often its workers really loaded each data set. */
function page() {
  const locks = new SomeLocks().asLockManager();
  const held = new Map<string, object>();
  const loads: string[] = [];
  let broken = false;
  const pageData: PageData = async (dataSrc, images) => {
    if (images) held.set(dataSrc, images);
    return held.get(dataSrc);
  };
  const load = async (dataSrc: string, signal: AbortSignal): Promise<LabelledImages> => {
    loads.push(dataSrc);
    await new Promise(setImmediate);
    signal.throwIfAborted();
    if (broken) throw new Error('no answer');
    return tinyData(3, 1);
  };
  const worker = () => {
    const openOnce = onceAPage(pageData, locks);
    return async (dataSrc: string, signal: AbortSignal) =>
      asImages(await openOnce(dataSrc, signal, () => load(dataSrc, signal)));
  };
  const breakNetwork = (is: boolean) => {
    broken = is;
  };
  return { loads, worker, breakNetwork };
}

describe('a data set', () => {
  test('is loaded by the first of a page’s trainers, in shared memory, and passed to the others', async () => {
    const { loads, worker } = page();
    const [one, other] = await Promise.all([worker()('a/', never), worker()('a/', never)]);
    expect(loads).toEqual(['a/']);
    expect(one.train.images.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(other.train.images.buffer).toBe(one.train.images.buffer);
    expect(other.test.labels.buffer).toBe(one.test.labels.buffer);
    expect(Buffer.from(one.train.images)).toEqual(Buffer.from(tinyData(3, 1).train.images));
  });

  test('from another address is loaded at the same time', async () => {
    const { loads, worker } = page();
    await Promise.all([worker()('a/', never), worker()('b/', never)]);
    expect(loads).toEqual(['a/', 'b/']);
  });

  test('is loaded by one trainer after the other if memory cannot be shared, so that the cache has it', async () => {
    const log: string[] = [];
    const load = async () => {
      log.push('begins');
      await new Promise(setImmediate);
      log.push('ends');
      return tinyData(3, 1);
    };
    const openOnce = onceAPage(null, new SomeLocks().asLockManager());
    const [images] = await Promise.all([openOnce('a/', never, load), openOnce('a/', never, load)]);
    expect(log).toEqual(['begins', 'ends', 'begins', 'ends']);
    expect(asImages(images).train.images.buffer).toBeInstanceOf(ArrayBuffer);
  });

  test('that could not be loaded is tried by the next trainer, and the first one reports the error', async () => {
    const { loads, worker, breakNetwork } = page();
    breakNetwork(true);
    const first = worker()('a/', never);
    await expect(first).rejects.toThrow('no answer');
    breakNetwork(false);
    await worker()('a/', never);
    expect(loads).toEqual(['a/', 'a/']);
  });

  test('whose files are still to be loaded is passed on at once, and opened again only if one of them has failed', async () => {
    const host = new GatedHost(packedFolder(tinyData(6, 3)));
    const { fetch } = host;
    const source = new DataSource(new VerifiedCache(undefined), async () => {});
    const openFiles = () => openFashionMnist(GATED_FOLDER, source, { fetch, signal: never });
    const held = new Map<string, object>();
    // Only memory that is shared stays the same from worker to worker.
    const pageData: PageData = async (dataSrc, images) => {
      if (images) held.set(dataSrc, structuredClone(images));
      return structuredClone(held.get(dataSrc));
    };
    const openOnce = onceAPage(pageData, new SomeLocks().asLockManager());
    const start = async () => {
      const opened = (await openOnce('a/', never, openFiles)) as OpenedData;
      return new DataLoading(opened, { source, fetch, locks: undefined, onBytes: () => {} }).images;
    };
    const first = await start();
    const second = await start();
    host.openAll();
    await untilHere(first.train);
    expect(second.train.arrival?.missing(0, 6)).toBeUndefined();
    expect(host.requests.filter((name) => name === 'manifest.json')).toHaveLength(1);

    host.files.set('test-images.bin', new Uint8Array(5));
    held.clear();
    await expect(untilHere((await start()).test)).rejects.toMatchObject({ code: 'data-truncated' });
    host.files.set('test-images.bin', gzipSync(tinyData(6, 3).test.images));
    expect(await whole(await start())).toEqual(tinyData(6, 3));
    expect(host.requests.filter((name) => name === 'manifest.json')).toHaveLength(3);
  });

  test('is no longer awaited by a run that was stopped', async () => {
    const { loads, worker } = page();
    const stopped = new AbortController();
    const first = worker()('a/', never);
    const second = worker()('a/', stopped.signal);
    await Promise.resolve();
    stopped.abort(new Error('stopped'));
    await expect(second).rejects.toThrow('stopped');
    await first;
    expect(loads).toEqual(['a/']);
  });

  test.each([
    ['has no locks', undefined],
    [
      'may not use locks',
      {
        request: async () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      } as unknown as LockManager,
    ],
  ])('is loaded even if a page %s', async (_, locks) => {
    const loads: string[] = [];
    const load = async () => {
      loads.push('a/');
      return tinyData(3, 1);
    };
    await onceAPage(null, locks)('a/', never, load);
    expect(loads).toEqual(['a/']);
  });
});
