import { defineConfig } from 'vitest/config';

/** All consumers, those that need the registry included: `npm run test:consumers`. */
export default defineConfig({
  test: {
    include: ['test/consumers/**/*.test.ts'],
    globalSetup: 'test/consumers/packed.ts',
    testTimeout: 240_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
