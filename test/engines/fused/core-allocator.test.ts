import { describe, expect, test, vi } from 'vitest';
import { FairCoreAllocator } from '../../../worker/engines/fused/core-allocator';
import { SomeLocks } from '../../fixtures/some-locks';

/** Trainers of one origin on a machine with this many cores. */
function trainers(cores: number, count: number) {
  const locks = new SomeLocks().asLockManager();
  return Array.from({ length: count }, () => new FairCoreAllocator(cores, locks));
}

const granted = () => new Promise(setImmediate);

async function shares(of: readonly FairCoreAllocator[]): Promise<number[]> {
  await granted();
  return Promise.all(of.map((one) => one.share()));
}

describe('the cores', () => {
  test('all belong to a trainer that computes alone, even before its lock is granted', async () => {
    const [one] = trainers(8, 2) as [FairCoreAllocator, FairCoreAllocator];
    one.take();
    expect(await one.share()).toBe(8);
    expect(await shares([one])).toEqual([8]);
  });

  test('are divided evenly among trainers that compute, and the remaining ones go to some of them', async () => {
    const some = trainers(8, 3);
    for (const one of some) one.take();
    expect((await shares(some)).sort()).toEqual([2, 3, 3]);
  });

  test('are at least one for each trainer', async () => {
    const some = trainers(2, 5);
    for (const one of some) one.take();
    expect(await shares(some)).toEqual([1, 1, 1, 1, 1]);
  });

  test('are given back by a trainer that pauses or has finished, and taken again', async () => {
    const [one, other] = trainers(4, 2) as [FairCoreAllocator, FairCoreAllocator];
    one.take();
    other.take();
    other.take();
    expect(await shares([one, other])).toEqual([2, 2]);
    other.giveBack();
    other.giveBack();
    expect(await shares([one])).toEqual([4]);
    other.take();
    expect(await shares([one])).toEqual([2]);
  });

  test('count as one if the browser does not report them, and all belong to the trainer if there are no locks', async () => {
    expect(await new FairCoreAllocator(Number.NaN, new SomeLocks().asLockManager()).share()).toBe(1);
    const alone = new FairCoreAllocator(4, undefined);
    alone.take();
    expect(await alone.share()).toBe(4);
  });

  test('stay as they were while the lock manager does not answer, and a later epoch does not wait for it', async () => {
    const locks = new SomeLocks().asLockManager();
    const others = new FairCoreAllocator(4, locks);
    others.take();
    let query = () => locks.query();
    const one = new FairCoreAllocator(4, { request: locks.request, query: () => query() } as LockManager);
    expect(await shares([one])).toEqual([2]);
    let answer: (snapshot: LockManagerSnapshot) => void = () => {};
    query = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    expect(await one.share()).toBe(2);
    const setTimeout = vi.spyOn(globalThis, 'setTimeout');
    expect(await one.share()).toBe(2);
    expect(setTimeout).not.toHaveBeenCalled();
    setTimeout.mockRestore();
    answer({ held: [] });
    query = async () => ({ held: [] });
    await granted();
    expect(await one.share()).toBe(4);
  });

  test('all belong to the trainer if the origin may not use locks', async () => {
    const refuse = async () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    const alone = new FairCoreAllocator(4, { request: refuse, query: refuse } as unknown as LockManager);
    alone.take();
    expect(await alone.share()).toBe(4);
  });
});
