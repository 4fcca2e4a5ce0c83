import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkNode, whyInstall } from '../../../scripts/lib/install.mjs';
import { temporaryFolder } from './data/small-official-files';

type Packages = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The reason why a project with this package-lock.json and these installed packages has to install. */
function reason(locked: Packages, installed: Packages | null): string {
  const root = temporaryFolder();
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...locked } }));
  if (installed) {
    mkdirSync(join(root, 'node_modules'));
    const path = join(root, 'node_modules/.package-lock.json');
    writeFileSync(path, JSON.stringify({ packages: installed }));
  }
  return whyInstall(root);
}

const lit = { 'node_modules/lit': { version: '3.3.3' } };
const foreign = { 'node_modules/tool-alien': { version: '1.0.0', optional: true, os: ['alien'] } };

test('nothing to do if npm installed what package-lock.json says', () => {
  expect(reason({ ...lit, ...foreign }, lit)).toBe('');
});

test.each<[string, Packages, Packages | null, string]>([
  ['a fresh clone', lit, null, 'node_modules is missing or incomplete'],
  [
    'a new dependency',
    { ...lit, 'node_modules/a': { version: '1.0.0' } },
    lit,
    'node_modules/a is not installed',
  ],
  [
    'another version',
    { 'node_modules/lit': { version: '3.4.0' } },
    lit,
    'lit is 3.3.3, package-lock.json wants 3.4.0',
  ],
  ['a removed dependency', {}, lit, 'node_modules/lit is installed and not in package-lock.json'],
  ['a folder from another system', { ...lit, ...foreign }, { ...lit, ...foreign }, 'is for another platform'],
])('installs in %s', (_name, locked, installed, words) => {
  expect(reason(locked, installed)).toContain(words);
});

test.each(['18.20.4', '20.18.3'])('refuses Node %s', (version) => {
  expect(() => checkNode(version)).toThrow(`This is Node ${version}; fmnist-trainer needs 20.19 or newer`);
});

test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts Node %s', (version) => {
  expect(() => checkNode(version)).not.toThrow();
});
