import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WorkerLock } from '../../src/client/worker-lock';
import { SomeLocks } from '../fixtures/some-locks';

let locks: LockManager;
/** The names that workers were asked to hold, and null for each release. */
let asked: (string | null)[];
let deaths: number;
let opened: WorkerLock[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  locks = new SomeLocks().asLockManager();
  vi.stubGlobal('navigator', { locks });
  asked = [];
  deaths = 0;
  opened = [];
});
afterEach(() => {
  for (const lock of opened) lock.end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settled = () => new Promise(setImmediate);

/** A worker that holds the locks it is asked for, and the page's side of it. */
function aWorker(ownLocks: LockManager | undefined = locks) {
  let release = () => {};
  const hold = (name: string | null) => {
    asked.push(name);
    release();
    return new Promise<boolean>((resolve) => {
      if (!ownLocks || name === null) return resolve(false);
      const held = () => {
        resolve(true);
        return new Promise<void>((letGo) => {
          release = letGo;
        });
      };
      ownLocks.request(name, held).catch(() => resolve(false));
    });
  };
  const changes: boolean[] = [];
  const lock: WorkerLock = new WorkerLock(
    hold,
    () => {
      deaths += 1;
    },
    () => changes.push(lock.isHeld),
  );
  opened.push(lock);
  return { lock, changes, die: () => release() };
}

describe('a worker with a lock', () => {
  test('is dead when its lock is granted to the page', async () => {
    const { lock, changes, die } = aWorker();
    lock.watch(true);
    await settled();
    expect(changes).toEqual([true]);
    expect(deaths).toBe(0);
    die();
    await settled();
    expect(deaths).toBe(1);
  });

  test('keeps it through calls that follow each other, and releases it when it has been idle for three seconds', async () => {
    const { lock, changes, die } = aWorker();
    for (let call = 0; call < 5; call++) {
      lock.watch(true);
      await settled();
      lock.watch(false);
      await vi.advanceTimersByTimeAsync(2900);
    }
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    await settled();
    expect(asked.at(-1)).toBeNull();
    expect(changes).toEqual([true, false]);
    expect((await locks.query()).held).toEqual([]);
    die();
    await settled();
    expect(deaths).toBe(0);
  });

  test('holds another one when it is needed again', async () => {
    const { lock, die } = aWorker();
    lock.watch(true);
    await settled();
    lock.watch(false);
    await vi.advanceTimersByTimeAsync(3000);
    lock.watch(true);
    await settled();
    const [first, none, second] = asked;
    expect(none).toBeNull();
    expect(second).not.toBe(first);
    die();
    await settled();
    expect(deaths).toBe(1);
  });

  test('that the page ends is not reported as dead', async () => {
    const { lock, die } = aWorker();
    lock.watch(true);
    await settled();
    lock.end();
    die();
    await settled();
    expect(deaths).toBe(0);
  });

  test('does not share it with other workers of the origin', async () => {
    const [one, other] = [aWorker(), aWorker()];
    one.lock.watch(true);
    other.lock.watch(true);
    await settled();
    expect(new Set(asked).size).toBe(2);
    other.die();
    await settled();
    expect(deaths).toBe(1);
    expect(one.lock.isHeld).toBe(true);
  });
});

describe('a worker without a lock', () => {
  test('is not asked for one by a page without Web Locks', async () => {
    vi.stubGlobal('navigator', {});
    const { lock } = aWorker();
    lock.watch(true);
    await settled();
    expect(asked).toEqual([]);
    expect(lock.isHeld).toBe(false);
  });

  test('is asked once, if it has no Web Locks, and never reported as dead', async () => {
    const refusing = {
      request: async () => {
        throw new DOMException('The request was denied.', 'SecurityError');
      },
    } as unknown as LockManager;
    const { lock } = aWorker(refusing);
    for (let call = 0; call < 3; call++) {
      lock.watch(true);
      await settled();
      lock.watch(false);
      await vi.advanceTimersByTimeAsync(5000);
    }
    expect(asked).toHaveLength(1);
    expect([lock.isHeld, deaths]).toEqual([false, 0]);
  });

  test('is left to the pulse if the page may not wait for the lock', async () => {
    vi.stubGlobal('navigator', {
      locks: {
        request: async () => {
          throw new DOMException('The request was denied.', 'SecurityError');
        },
      },
    });
    const { lock, changes } = aWorker();
    lock.watch(true);
    await settled();
    expect(changes).toEqual([true, false]);
    expect([lock.isHeld, deaths]).toEqual([false, 0]);
  });
});
