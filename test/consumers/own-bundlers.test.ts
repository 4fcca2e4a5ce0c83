import { afterAll, describe, it } from 'vitest';
import { expectToWork } from './expect-to-work';
import { closeBrowser } from './visitor';

afterAll(closeBrowser);

describe('an application with the bundlers that this project has itself', () => {
  it('of esbuild, with the package’s files copied beside its bundle', () =>
    expectToWork('esbuild', { dependencies: 'own', build: 'build', serve: { folder: 'dist' } }));

  it('of Vite, as it is built', () =>
    expectToWork('vite', {
      dependencies: 'own',
      build: 'build',
      serve: { folder: 'dist' },
      emits: 'dist',
    }));

  it('of Vite, with TensorFlow.js asked for', () =>
    expectToWork('vite', {
      dependencies: 'own',
      build: 'build-with-tfjs',
      serve: { folder: 'with-tfjs/dist' },
      emits: 'with-tfjs/dist',
      hasTfjs: true,
    }));

  it('of Vite, as it is served while one works on it', () =>
    expectToWork('vite', {
      dependencies: 'own',
      serve: { script: 'dev', options: ['--host', '127.0.0.1', '--port', '0'] },
    }));
});
