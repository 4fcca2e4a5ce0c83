import { defineConfig } from 'vitest/config';

/** All consumers, those that need the registry included: `npm run test:consumers`. The rest, and few of the pages, are for `npm test`. */
export default defineConfig({
  test: {
    include: ['pages', 'cdn', 'own-bundlers', 'from-registry', 'wrangler'].map(
      (name) => `test/consumers/${name}.test.ts`,
    ),
    globalSetup: 'test/consumers/packed.ts',
    provide: { allConsumers: true },
    testTimeout: 240_000,
    hookTimeout: 60_000,
    // One installs while another trains.
    maxWorkers: 2,
  },
});
