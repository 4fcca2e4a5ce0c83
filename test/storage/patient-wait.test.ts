import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LONGEST_WAIT_MS, PatientWait } from '../../worker/storage/patient-wait';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A write that lasts until `end` is called. */
function aWrite(): { write: Promise<void>; end: () => void } {
  let end = () => {};
  const write = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { write, end };
}

/** Whether a wait is over by now. */
function watched(wait: Promise<void>): () => Promise<boolean> {
  let isOver = false;
  void wait.then(() => {
    isOver = true;
  });
  return async () => {
    await vi.advanceTimersByTimeAsync(0);
    return isOver;
  };
}

describe('waiting for a write', () => {
  test('ends with the write, also if it fails', async () => {
    const wait = new PatientWait();
    const { write, end } = aWrite();
    const isOver = watched(wait.for(write));
    expect(await isOver()).toBe(false);
    end();
    expect(await isOver()).toBe(true);
    await wait.for(Promise.reject(new Error('full')));
  });

  test('ends after a second, and later writes are not waited for until the late one has ended', async () => {
    const wait = new PatientWait();
    const { write, end } = aWrite();
    const isOver = watched(wait.for(write));
    await vi.advanceTimersByTimeAsync(LONGEST_WAIT_MS - 1);
    expect(await isOver()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await isOver()).toBe(true);

    const never = new Promise(() => {});
    expect(await watched(wait.for(never))()).toBe(true);
    end();
    await vi.advanceTimersByTimeAsync(0);
    expect(await watched(wait.for(never))()).toBe(false);
  });
});
