import { describe, expect, test } from 'vitest';
import { loadOnceAPage } from '../../worker/data/page-data';
import type { LabelledImages } from '../../worker/data/split';
import type { PageData } from '../../worker/protocol';
import { SomeLocks } from '../fixtures/some-locks';
import { tinyData } from '../fixtures/tiny-data';

const never = new AbortController().signal;
const nobody = () => {};

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
  const worker = () => loadOnceAPage(load, pageData, locks);
  const breakNetwork = (is: boolean) => {
    broken = is;
  };
  return { loads, worker, breakNetwork };
}

describe('a data set', () => {
  test('is loaded by the first of a page’s trainers, in shared memory, and passed to the others', async () => {
    const { loads, worker } = page();
    const [one, other] = await Promise.all([worker()('a/', never, nobody), worker()('a/', never, nobody)]);
    expect(loads).toEqual(['a/']);
    expect(one.train.images.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(other.train.images.buffer).toBe(one.train.images.buffer);
    expect(other.test.labels.buffer).toBe(one.test.labels.buffer);
    expect(Buffer.from(one.train.images)).toEqual(Buffer.from(tinyData(3, 1).train.images));
  });

  test('from another address is loaded at the same time', async () => {
    const { loads, worker } = page();
    await Promise.all([worker()('a/', never, nobody), worker()('b/', never, nobody)]);
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
    const worker = loadOnceAPage(load, null, new SomeLocks().asLockManager());
    const [images] = await Promise.all([worker('a/', never, nobody), worker('a/', never, nobody)]);
    expect(log).toEqual(['begins', 'ends', 'begins', 'ends']);
    expect(images.train.images.buffer).toBeInstanceOf(ArrayBuffer);
  });

  test('that could not be loaded is tried by the next trainer, and the first one reports the error', async () => {
    const { loads, worker, breakNetwork } = page();
    breakNetwork(true);
    const first = worker()('a/', never, nobody);
    await expect(first).rejects.toThrow('no answer');
    breakNetwork(false);
    await worker()('a/', never, nobody);
    expect(loads).toEqual(['a/', 'a/']);
  });

  test('is no longer awaited by a run that was stopped', async () => {
    const { loads, worker } = page();
    const stopped = new AbortController();
    const first = worker()('a/', never, nobody);
    const second = worker()('a/', stopped.signal, nobody);
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
    const load = async (dataSrc: string) => {
      loads.push(dataSrc);
      return tinyData(3, 1);
    };
    await loadOnceAPage(load, null, locks)('a/', never, nobody);
    expect(loads).toEqual(['a/']);
  });
});
