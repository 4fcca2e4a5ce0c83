import { afterAll, describe, it } from 'vitest';
import { expectToWork } from './expect-to-work';
import { closeBrowser } from './visitor';

afterAll(closeBrowser);

const ON_LOOPBACK = ['--host', '127.0.0.1', '--port', '0'];

describe('an application with an older Vite works without configuration, as built and on the development server,', () => {
  it.each(['vite-6.4', 'vite-7.3'])('%s', (version) =>
    expectToWork(version, {
      like: 'vite',
      dependencies: 'registry',
      build: 'build',
      serve: [{ folder: 'dist' }, { script: 'dev', options: ON_LOOPBACK }],
      emits: 'dist',
    }),
  );

  it('vite-5.4, also with TensorFlow.js, and as a part of a workspace that has the package', () =>
    expectToWork('vite-5.4', {
      like: 'vite',
      dependencies: 'registry',
      build: 'build',
      serve: [
        { folder: 'dist' },
        { script: 'dev', options: ON_LOOPBACK },
        { script: 'dev', options: ['with-tfjs', ...ON_LOOPBACK], hasTfjs: true },
        { script: 'dev', options: ['workspace', ...ON_LOOPBACK] },
      ],
    }));
});
