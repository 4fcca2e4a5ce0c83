import { playwright } from '@vitest/browser-playwright';
import sirv from 'sirv';
import type { Plugin } from 'vite';
import { defineConfig, type TestUserConfig } from 'vitest/config';
import { BROWSER_FLAGS } from './test/browser/browser-flags.ts';
import { answerWithFault } from './test/browser/faults.ts';
import { PATIENCE_MS } from './test/fixtures/patience.ts';
import { TEST_SITE } from './test/setup/site-folders.ts';

/** Lets browser tests load the built files, as they ship, from the tests' own origin: `/built/…`. */
const builtSite: Plugin = {
  name: 'built-site',
  configureServer({ middlewares }) {
    middlewares.use('/built', sirv(TEST_SITE, { dev: true }));
    middlewares.use('/faults', answerWithFault);
  },
};

/**
 * `FMNIST_CONSUMERS=bundlers` also tries the consumers that install bundlers from the npm registry, and `all` the frameworks too, which
 * take the longest.
 */
const { FMNIST_HEADLESS_SHELL: executablePath, FMNIST_CONSUMERS, FMNIST_DEEP = '' } = process.env;
const launchOptions = { args: BROWSER_FLAGS, ...(executablePath && { executablePath }) };
const allConsumers = ['bundlers', 'all'].includes(FMNIST_CONSUMERS ?? '');
const NEED_FRAMEWORKS = FMNIST_CONSUMERS === 'all' ? [] : ['frameworks'];
const NEED_BUNDLERS = allConsumers
  ? []
  : ['from-registry', 'vite-versions', 'wrangler', 'own-bundlers', 'cdn', 'in-firefox'];

const expectPolled = { poll: { timeout: PATIENCE_MS } };

/** Tests under Node that need the built package or the site. All others start without a build. */
const OF_THE_BUILD = [
  ...['predict', 'refusals', 'serving'].map((name) => `test/edge/${name}.test.ts`),
  ...['host-files', 'package', 'package-linters', 'publish-site', 'tarball'].map(
    (name) => `test/scripts/build/${name}.test.ts`,
  ),
  'test/scripts/bin/edge.test.ts',
];

/**
 * Tests under Node whose files have modules of their own: they mock modules, or choose the backend of TensorFlow.js. All others share
 * theirs, since loading them again for each file takes longer than most tests.
 */
const ISOLATED = [
  ...['format-numbers', 'locales'].map((name) => `test/language/${name}.test.ts`),
  'test/element/preview.test.ts',
  'test/engines/**/*.test.ts',
  'test/reference/**/*.test.ts',
  'test/storage/run-store.test.ts',
];

/** Vitest leaves one core free, which is half of two. */
const BOTH_CORES = 2;

const UNDER_NODE: TestUserConfig = {
  globalSetup: 'test/setup/kernels.ts',
  setupFiles: 'test/setup/real-again.ts',
  maxWorkers: BOTH_CORES,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: expectPolled,
  sequence: { groupOrder: 0 },
};

export default defineConfig({
  test: {
    projects: [
      {
        // The worker's code and the scripts, under Node.
        test: {
          ...UNDER_NODE,
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/browser/**',
            'test/page/**',
            'test/three-browsers/**',
            'test/consumers/**',
            ...OF_THE_BUILD,
            ...ISOLATED,
          ],
          isolate: false,
        },
      },
      {
        test: { ...UNDER_NODE, name: 'node-isolated', include: ISOLATED },
      },
      {
        // The built package, the site and the edge function, under Node and in workerd.
        test: {
          name: 'built',
          include: OF_THE_BUILD,
          globalSetup: ['test/setup/built.ts', 'test/setup/packed.ts'],
          maxWorkers: BOTH_CORES,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: expectPolled,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The client and the element, used from a script inside Chromium.
        plugins: [builtSite],
        // If Vite found these only during the run, it would reload the page.
        optimizeDeps: {
          include: [
            ...['@lit/react', 'comlink', 'react', 'react-dom', 'react-dom/client', 'fast-check'],
            ...['sha2', 'utils'].map((name) => `@noble/hashes/${name}.js`),
            ...['distribution/uniformFloat32', 'distribution/uniformInt', 'generator/xoroshiro128plus'].map(
              (name) => `pure-rand/${name}`,
            ),
          ],
        },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          // A page has no environment; see `test/fixtures/depth.ts`.
          env: { FMNIST_DEEP },
          globalSetup: 'test/setup/built.ts',
          setupFiles: 'test/setup/patience.ts',
          maxWorkers: BOTH_CORES,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: expectPolled,
          sequence: { groupOrder: 2 },
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
          globalSetup: 'test/setup/built.ts',
          testTimeout: 240_000,
          hookTimeout: 240_000,
          expect: expectPolled,
          // Two pages leave the cores idle a tenth of the time.
          maxWorkers: BOTH_CORES + 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        // The served page, used in Chromium, Firefox and WebKit, in each as far as it is there.
        test: {
          name: 'three-browsers',
          include: ['test/three-browsers/**/*.test.ts'],
          globalSetup: ['test/setup/built.ts', 'test/setup/recorded-weights.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          expect: expectPolled,
          // Beside two others, each engine takes three times as long.
          maxWorkers: BOTH_CORES,
          sequence: { groupOrder: 4 },
        },
      },
      {
        // The packed package in other people's pages.
        test: {
          name: 'consumers',
          include: ['test/consumers/**/*.test.ts'],
          exclude: [...NEED_FRAMEWORKS, ...NEED_BUNDLERS].map((name) => `test/consumers/${name}.test.ts`),
          globalSetup: ['test/setup/built.ts', 'test/setup/packed.ts'],
          provide: { allConsumers },
          testTimeout: 240_000,
          hookTimeout: 240_000,
          expect: expectPolled,
          // One application installs while another trains.
          maxWorkers: BOTH_CORES,
          sequence: { groupOrder: 5 },
        },
      },
    ],
  },
});
