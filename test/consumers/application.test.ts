import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { emptyFolder } from '../fixtures/packed-package';
import { makeApplication } from './application';

const sources = (name: string) => [join(projectRoot(), 'test/consumers', name)];

test('an application has the packed package and the dependencies that it names, and nothing else of this project', async () => {
  const { folder, remove } = await makeApplication(sources('esbuild'), inject('packed'), 'own');
  onTestFinished(remove);
  const has = (name: string) => existsSync(join(folder, 'node_modules', name));
  expect(['fmnist-trainer/dist/index.js', 'esbuild', 'lit', 'vite'].map(has)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('an error of a script includes its output', async () => {
  const { run, remove } = await makeApplication(sources('esbuild'), inject('packed'), 'own');
  onTestFinished(remove);
  await expect(run('deploy')).rejects.toThrow(/npm run ended with 1:[\s\S]*Missing script/);
});

test('an error says so if the registry cannot be reached, and nothing is skipped', async () => {
  const emptyCache = emptyFolder();
  const nowhere = ['--registry=http://127.0.0.1:9/', '--cache', emptyCache, '--fetch-retries=0'];
  await expect(makeApplication(sources('vue'), inject('packed'), 'registry', nowhere)).rejects.toThrow(
    'The npm registry could not be reached, and this consumer needs packages of it.',
  );
});
