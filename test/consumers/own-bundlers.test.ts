import { afterAll, describe, it } from 'vitest';
import { expectToWork } from './expect-to-work';
import { closeBrowser } from './visitor';

afterAll(closeBrowser);

describe('an application built with this project’s own bundlers works', () => {
  it('with esbuild, and the package’s files copied beside its bundle', () =>
    expectToWork('esbuild', { dependencies: 'own', build: 'build', serve: { folder: 'dist' } }));

  it('with Vite, as built', () =>
    expectToWork('vite', {
      dependencies: 'own',
      build: 'build',
      serve: { folder: 'dist' },
      emits: 'dist',
    }));

  it('with Vite and TensorFlow.js', () =>
    expectToWork('vite', {
      dependencies: 'own',
      build: 'build-with-tfjs',
      serve: { folder: 'with-tfjs/dist' },
      emits: 'with-tfjs/dist',
      hasTfjs: true,
    }));

  it('with Vite’s development server', () =>
    expectToWork('vite', {
      dependencies: 'own',
      serve: { script: 'dev', options: ['--host', '127.0.0.1', '--port', '0'] },
    }));
});
