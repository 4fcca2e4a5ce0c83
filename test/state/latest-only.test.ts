import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LatestOnly } from '../../src/state/latest-only';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work that takes 20 ms, and a pause of 50 ms. */
function slowWork() {
  const work = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));
  return { work, latest: new LatestOnly(work, 50) };
}

test('a first request is done at once', () => {
  const { work, latest } = slowWork();
  latest.request();
  expect(work).toHaveBeenCalledTimes(1);
});

test('requests during the work and its pause are done once, afterwards', async () => {
  const { work, latest } = slowWork();
  latest.request();
  latest.request();
  await vi.advanceTimersByTimeAsync(60);
  latest.request();
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(work).toHaveBeenCalledTimes(2);
});

test('a request after the pause is done at once, too', async () => {
  const { work, latest } = slowWork();
  latest.request();
  await vi.advanceTimersByTimeAsync(100);
  latest.request();
  expect(work).toHaveBeenCalledTimes(2);
});
