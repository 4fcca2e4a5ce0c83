import { describe, expect, test } from 'vitest';
import { type DataSet, onceAPage } from '../../worker/data/page-data';
import type { LabelledImages } from '../../worker/data/split';
import type { PageData } from '../../worker/protocol';
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
