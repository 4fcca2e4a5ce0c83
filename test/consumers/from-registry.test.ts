import { afterAll, describe, it } from 'vitest';
import { expectToWork } from './expect-to-work';
import { closeBrowser } from './visitor';

afterAll(closeBrowser);

describe('an application installed from the registry works', () => {
  it('with webpack', () =>
    expectToWork('webpack', {
      dependencies: 'registry',
      build: 'build',
      serve: [{ folder: 'dist' }],
      emits: 'dist',
    }));

  it('with Vue', () =>
    expectToWork('vue', {
      dependencies: 'registry',
      build: 'build',
      serve: [{ folder: 'dist' }],
      emits: 'dist',
    }));

  it('with Next.js, rendered on the server, with the React component', () =>
    expectToWork('next', {
      dependencies: 'registry',
      build: 'build',
      serve: [
        {
          script: 'start',
          options: ['--hostname', '127.0.0.1', '--port', '0'],
          pages: ['', 'by-itself'],
        },
      ],
      emits: '.next/static',
      renders: '<fmnist-trainer></fmnist-trainer>',
    }));
});
