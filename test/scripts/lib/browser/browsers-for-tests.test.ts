import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { browsersForTests } from '../../../../scripts/lib/browser/browsers-for-tests.mjs';
import { temporaryFolder } from '../data/small-official-files';

const folder = temporaryFolder();
const [broken, shell] = ['broken', 'shell'].map((name) => {
  const path = join(folder, name);
  writeFileSync(path, '');
  return path;
}) as [string, string];

const base = {
  env: {},
  shells: [join(folder, 'missing'), broken, shell],
  whyNot: (path: string) => (path === broken ? 'does not start' : ''),
  find: async () => 'whole',
};

test('tests use a headless shell that starts, and a whole browser where a tab has to be hidden', async () => {
  expect(await browsersForTests(base)).toEqual({ FMNIST_BROWSER: 'whole', FMNIST_HEADLESS_SHELL: shell });
});

test('without a headless shell that starts, all tests use the whole browser', async () => {
  const both = { FMNIST_BROWSER: 'whole', FMNIST_HEADLESS_SHELL: 'whole' };
  expect(await browsersForTests({ ...base, shells: [broken] })).toEqual(both);
});

test('with CHROME_PATH, all tests use that browser', async () => {
  const both = { FMNIST_BROWSER: 'whole', FMNIST_HEADLESS_SHELL: 'whole' };
  expect(await browsersForTests({ ...base, env: { CHROME_PATH: 'whole' } })).toEqual(both);
});
