import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** Longest time for a test that trains on real data. */
const TRAINING_TIMEOUT_MS = 120_000;

export default defineConfig({
  test: {
    projects: [
      {
        // Everything that needs no browser: the worker's code and the scripts, under Node.
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**'],
          testTimeout: 30_000,
        },
      },
    ],
  },
});
