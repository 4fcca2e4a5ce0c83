import { afterEach, describe, expect, it } from 'vitest';
import { RUN_DATABASE } from '../../../worker/protocol';
import { takeRunLock } from '../../../worker/storage/run-lock';

afterEach(() => {
  for (const frame of document.querySelectorAll('iframe')) frame.remove();
});

/** The lock manager of another document. It talks to the browser's process over a connection of its own, as a worker does. */
function otherLocks(): LockManager {
  const frame = document.body.appendChild(document.createElement('iframe'));
  return (frame.contentWindow as Window).navigator.locks;
}

async function isHeld(locks: LockManager, id: string): Promise<boolean> {
  const { held = [] } = await locks.query();
  return held.some(({ name }) => name === RUN_DATABASE.lock(id));
}

describe('the lock of a run', () => {
  it('is given once', async () => {
    const lock = await takeRunLock('once');
    expect(await takeRunLock('once')).toBeNull();
    expect(await isHeld(otherLocks(), 'once')).toBe(true);
    await lock?.release();
  });

  it('can be taken elsewhere as soon as release() has resolved: 500 times', async () => {
    const elsewhere = otherLocks();
    let held = 0;
    for (let i = 0; i < 500; i++) {
      const lock = await takeRunLock(`free-${i}`);
      await lock?.release();
      if (await isHeld(elsewhere, `free-${i}`)) held += 1;
    }
    expect(held).toBe(0);
  });
});
