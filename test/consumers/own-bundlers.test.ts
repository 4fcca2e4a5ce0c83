import { afterAll, describe, it } from 'vitest';
import { expectToWork } from './expect-to-work';
import { closeBrowser } from './visitor';

afterAll(closeBrowser);

const ON_LOOPBACK = ['--host', '127.0.0.1', '--port', '0'];

describe('an application built with this project’s own bundlers works', () => {
  it('with esbuild, and the package’s files copied beside its bundle', () =>
    expectToWork('esbuild', { dependencies: 'own', build: 'build', serve: [{ folder: 'dist' }] }));

  it('with Vite, as built', () =>
    expectToWork('vite', {
      dependencies: 'own',
      build: 'build',
      serve: [{ folder: 'dist' }],
      emits: 'dist',
    }));

  it('with Vite and TensorFlow.js', () =>
    expectToWork('vite', {
      dependencies: 'own',
      build: 'build-with-tfjs',
      serve: [{ folder: 'with-tfjs/dist', hasTfjs: true }],
      emits: 'with-tfjs/dist',
    }));

  it('with Vite’s development server, also with TensorFlow.js, and as a part of a workspace that has the package', () =>
    expectToWork('vite', {
      dependencies: 'own',
      serve: [
        { script: 'dev', options: ON_LOOPBACK },
        { script: 'dev', options: ['with-tfjs', ...ON_LOOPBACK], hasTfjs: true },
        { script: 'dev', options: ['workspace', ...ON_LOOPBACK] },
      ],
    }));
});
