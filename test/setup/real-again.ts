import { afterAll, vi } from 'vitest';

/** Removes the fake timers, globals and spies that a test file leaves behind: files share their modules and the global scope. */
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
