import { playwright } from '@vitest/browser-playwright';
import sirv from 'sirv';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { BROWSER_FLAGS } from './test/browser/browser-flags.ts';
import { answerWithFault } from './test/browser/faults.ts';
import { TEST_SITE } from './test/browser/test-site-folder.ts';

/** Lets browser tests load the built files, as they ship, from the tests' own origin: `/built/…`. */
const builtSite: Plugin = {
  name: 'built-site',
  configureServer({ middlewares }) {
    middlewares.use('/built', sirv(TEST_SITE, { dev: true }));
    middlewares.use('/faults', answerWithFault);
  },
};

const { FMNIST_BROWSER: executablePath } = process.env;
const launchOptions = { args: BROWSER_FLAGS, ...(executablePath && { executablePath }) };

/**
 * How long what is polled may take to come true. Vitest's one second would be a limit on speed, which no test sets: a busy
 * machine trains twenty of the smallest epochs in more.
 */
const expectPolled = { poll: { timeout: 20_000 } };

/** What watches how fluid the page stays, or how fast it trains. */
const FLUID = ['test/page/training.test.ts', 'test/page/hidden-tab.test.ts'];

export default defineConfig({
  test: {
    globalSetup: 'test/browser/test-site.ts',
    projects: [
      {
        // Everything that needs no browser: the worker's code and the scripts, under Node.
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/page/**', 'test/consumers/**'],
          // Vitest leaves a core free: of two, that is half.
          maxWorkers: 2,
          testTimeout: 30_000,
          expect: expectPolled,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // The client and the element, used from a script inside Chromium.
        plugins: [builtSite],
        // Found in the middle of a run, they would have the page reload.
        optimizeDeps: {
          include: [
            ...['@lit/react', 'react', 'react-dom', 'react-dom/client', 'fast-check'],
            ...['sha2', 'utils'].map((name) => `@noble/hashes/${name}.js`),
            ...['distribution/uniformFloat32', 'distribution/uniformInt', 'generator/xoroshiro128plus'].map(
              (name) => `pure-rand/${name}`,
            ),
          ],
        },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 60_000,
          expect: expectPolled,
          sequence: { groupOrder: 1 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        // The served page, used as a person does, from outside.
        test: {
          name: 'page',
          include: ['test/page/**/*.test.ts'],
          exclude: FLUID,
          testTimeout: 120_000,
          expect: expectPolled,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // The same, with nothing beside: these tests watch how fluid the page stays.
        test: {
          name: 'fluid',
          include: FLUID,
          testTimeout: 120_000,
          expect: expectPolled,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        // The packed package in other people's pages. Bundlers, frameworks and CDNs are `npm run test:consumers`' alone.
        test: {
          name: 'consumers',
          include: ['test/consumers/**/*.test.ts'],
          exclude: ['from-registry', 'wrangler', 'own-bundlers', 'cdn'].map(
            (name) => `test/consumers/${name}.test.ts`,
          ),
          globalSetup: 'test/consumers/packed.ts',
          provide: { allConsumers: false },
          testTimeout: 120_000,
          expect: expectPolled,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
