import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { DataLoading } from '../../worker/data/data-loading';
import { openFashionMnist } from '../../worker/data/fashion-mnist';
import type { OpenedData } from '../../worker/data/opened-data';
import { type DataSet, onceAPage } from '../../worker/data/page-data';
import { DataSource } from '../../worker/data/source';
import { type LabelledImages, untilArrived, whole } from '../../worker/data/split';
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
      asImages(await openOnce(dataSrc, signal, () => load(dataSrc, signal), never));
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

  test('is taken from the page again by a trainer that has used another one meanwhile', async () => {
    const { loads, worker } = page();
    const trainer = worker();
    const first = await trainer('a/', never);
    await trainer('b/', never);
    const again = await trainer('a/', never);
    expect(loads).toEqual(['a/', 'b/']);
    expect(again.train.images.buffer).toBe(first.train.images.buffer);
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
    vi.stubGlobal('SharedArrayBuffer', undefined);
    const locks = new SomeLocks().asLockManager();
    const trainer = () => onceAPage(async () => undefined, locks);
    const [images] = await Promise.all([0, 1].map(() => trainer()('a/', never, load, never)));
    vi.unstubAllGlobals();
    expect(log).toEqual(['begins', 'ends', 'begins', 'ends']);
    expect(asImages(images as DataSet).train.images.buffer).toBeInstanceOf(ArrayBuffer);
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

  test('whose files are not loaded yet is shared at once, and opened again by a trainer that could not load it', async () => {
    const host = new GatedHost(packedFolder(tinyData(6, 3)));
    const { fetch } = host;
    const source = new DataSource(new VerifiedCache(undefined), async () => {});
    const openFiles = () => openFashionMnist(GATED_FOLDER, source, { fetch, signal: never });
    const held = new Map<string, object>();
    // Only shared memory stays the same in every worker.
    const pageData: PageData = async (dataSrc, images) => {
      if (images) held.set(dataSrc, structuredClone(images));
      return structuredClone(held.get(dataSrc));
    };
    const locks = new SomeLocks().asLockManager();
    const trainer = () => {
      const openOnce = onceAPage(pageData, locks);
      return async () => {
        const failed = new AbortController();
        const opened = (await openOnce('a/', never, openFiles, failed.signal)) as OpenedData;
        return new DataLoading(opened, { source, fetch, locks: undefined, onBytes: () => {}, failed }).images;
      };
    };
    const manifests = () => host.requests.filter((name) => name === 'manifest.json').length;
    const [first, second] = [trainer(), trainer()];
    const one = await first();
    const other = await second();
    host.files.set('test-images.bin', new Uint8Array(5));
    host.open(...[...host.files.keys()].filter((name) => name !== 'test-images.bin'));
    await untilArrived(one.train);
    expect(other.train.arrival?.missing(0, 6)).toBeUndefined();
    expect(manifests()).toBe(1);

    host.openAll();
    await expect(whole(one)).rejects.toMatchObject({ code: 'data-truncated' });
    host.files.set('test-images.bin', gzipSync(tinyData(6, 3).test.images));
    expect(await whole(await first())).toEqual(tinyData(6, 3));
    expect(manifests()).toBe(2);
  });

  test('is opened once if memory cannot be shared: the others get the list of its files', async () => {
    vi.stubGlobal('SharedArrayBuffer', undefined);
    const host = new GatedHost(packedFolder(tinyData(6, 3)));
    const { fetch } = host;
    const source = new DataSource(new VerifiedCache(undefined), async () => {});
    const openFiles = () => openFashionMnist(GATED_FOLDER, source, { fetch, signal: never });
    let held: object | undefined;
    const pageData: PageData = async (_, images) => {
      if (images) held = structuredClone(images);
      return structuredClone(held);
    };
    const locks = new SomeLocks().asLockManager();
    const opened = (await Promise.all(
      [0, 1].map(() => onceAPage(pageData, locks)('a/', never, openFiles, never)),
    )) as OpenedData[];
    vi.unstubAllGlobals();
    expect(host.requests).toEqual(['manifest.json']);
    expect(opened[1]).toEqual(opened[0]);
    expect(opened[1]?.train.images).toHaveLength(6 * 784);
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
    await onceAPage(async () => undefined, locks)('a/', never, load, never);
    expect(loads).toEqual(['a/']);
  });
});
