import { expect, it, vi } from 'vitest';

/** Longer than Vitest waits by default. */
const LATE_MS = 1200;

it('vi.waitFor waits as long as a busy machine needs', async () => {
  let hasCome = false;
  setTimeout(() => {
    hasCome = true;
  }, LATE_MS);
  await vi.waitFor(() => expect(hasCome).toBe(true));
});

it('vi.waitFor waits less if a test says so', async () => {
  await expect(vi.waitFor(() => expect(false).toBe(true), { timeout: 100 })).rejects.toThrow();
  await expect(vi.waitFor(() => expect(false).toBe(true), 100)).rejects.toThrow();
});
