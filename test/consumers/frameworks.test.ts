import { afterAll, describe, it } from 'vitest';
import { expectToWork } from './expect-to-work';
import { closeBrowser } from './visitor';

afterAll(closeBrowser);

const ON_LOOPBACK = ['--host', '127.0.0.1', '--port', '0'];

/** Nuxt, Next.js and the Angular CLI take this long where every core is busy. */
const LONG_MS = 600_000;

/** The element as a server renders it: a tag that does nothing before the browser has the script. */
const TAG = '<fmnist-trainer';

describe('an application of a framework works, as built and on the development server,', () => {
  it('SvelteKit, rendered on the server', () =>
    expectToWork('sveltekit', {
      dependencies: 'registry',
      build: 'build',
      serve: [
        { script: 'start', options: ON_LOOPBACK },
        { script: 'dev', options: ON_LOOPBACK },
      ],
      emits: '.svelte-kit/output/client',
      renders: TAG,
    }));

  it('Astro, which imports the package on the server too', () =>
    expectToWork('astro', {
      dependencies: 'registry',
      build: 'build',
      serve: [{ folder: 'dist' }, { script: 'dev', options: ON_LOOPBACK }],
      emits: 'dist',
      renders: TAG,
    }));

  it(
    'Nuxt, rendered on the server',
    () =>
      expectToWork('nuxt', {
        dependencies: 'registry',
        build: 'build',
        serve: [
          // Its script has PORT=00, which is any free port. For 0, Nuxt's server uses 3000.
          { script: 'start', options: [] },
          { script: 'dev', options: ON_LOOPBACK },
        ],
        emits: '.output/public',
        renders: TAG,
      }),
    LONG_MS,
  );

  it(
    'Angular CLI, with the package’s files as assets',
    () =>
      expectToWork('angular', {
        dependencies: 'registry',
        build: 'build',
        serve: [{ folder: 'dist' }, { script: 'dev', options: ON_LOOPBACK }],
      }),
    LONG_MS,
  );
});

it('webpack’s development server works', () =>
  expectToWork('webpack-dev', {
    like: 'webpack',
    dependencies: 'registry',
    serve: [{ script: 'dev', options: ON_LOOPBACK }],
  }));

it(
  'Next.js’s development server works, with the React component rendered on the server',
  () =>
    expectToWork('next', {
      dependencies: 'registry',
      serve: [{ script: 'dev', options: ['--hostname', '127.0.0.1', '--port', '0'], pages: ['', 'by-itself'] }],
      renders: '<fmnist-trainer></fmnist-trainer>',
    }),
  LONG_MS,
);
