import { vi } from 'vitest';
import { PATIENCE_MS } from '../fixtures/patience';

// The configuration sets how long `expect.poll` waits. It has no setting for `vi.waitFor`.
const { waitFor } = vi;
vi.waitFor = (callback, options) => {
  const given = typeof options === 'number' ? { timeout: options } : options;
  return waitFor(callback, { timeout: PATIENCE_MS, ...given });
};
