import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { missingIn, packPackage } from '../../../scripts/build/tarball.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { temporaryFolder } from '../lib/data/small-official-files';

const ROOT = projectRoot();
const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** A clone's own files, as far as packing looks at them, with a changed `package.json` and an old file in `dist/`. */
function cloneWith(changes: object): string {
  const root = temporaryFolder();
  for (const file of ['LICENSE', 'README.md']) cpSync(join(ROOT, file), join(root, file));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ ...MANIFEST, ...changes }));
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'dist/of-yesterday.js'), 'old');
  return root;
}

describe('npm run package', () => {
  test('packs the package into one file, which it names, and which npm may publish', () => {
    const [out, name] = [dirname(inject('packed')), `fmnist-trainer-${MANIFEST.version}.tgz`];
    expect(readdirSync(out)).toEqual([name]);
    expect(inject('packingOutput')).toMatch(new RegExp(`npm publish \\./.*${name}\\n`));
    const unpack = (...args: string[]) => execFileSync('tar', args, { cwd: out, encoding: 'utf8' });
    const packed = JSON.parse(unpack('-xzOf', name, 'package/package.json'));
    const { private: isPrivate, ...published } = MANIFEST;
    expect([isPrivate, packed]).toEqual([true, published]);
    const files = unpack('-tzf', name).trim().split('\n');
    expect(files).toEqual(
      expect.arrayContaining(['package/LICENSE', 'package/README.md', 'package/dist/edge.js']),
    );
  });

  test('takes nothing of what lies in dist/, and packs nothing that lacks what package.json names', async () => {
    const folder = temporaryFolder();
    const build = async (outdir: string) => cpSync(inject('dist'), outdir, { recursive: true });
    const complete = await packPackage({ root: cloneWith({}), folder, build });
    expect(execFileSync('tar', ['-tzf', complete], { encoding: 'utf8' })).not.toContain('of-yesterday');
    const exports = { ...MANIFEST.exports, './old': './dist/of-yesterday.js' };
    const root = cloneWith({ exports, version: '9.9.9' });
    await expect(packPackage({ root, folder, build })).rejects.toThrow(
      'package.json names files that the package does not have: ./dist/of-yesterday.js.',
    );
    expect(readdirSync(folder)).toEqual([`fmnist-trainer-${MANIFEST.version}.tgz`]);
  });
});

describe('what a package lacks of what its manifest names', () => {
  const files = ['dist/index.js', 'dist/types/index.d.ts', 'dist/words/ko.js'];

  test('is nothing where it has all of it', () => {
    const exports = {
      '.': { types: './dist/types/index.d.ts', default: './dist/index.js' },
      './*': './dist/words/*.js',
    };
    expect(missingIn({ main: './dist/index.js', sideEffects: ['./dist/index.js'], exports }, files)).toEqual(
      [],
    );
  });

  test.each<[string, object, string]>([
    ['an entry', { main: './dist/main.js' }, './dist/main.js'],
    ['a file with an effect', { sideEffects: ['./dist/worker.js'] }, './dist/worker.js'],
    ['an export', { exports: { './a': './dist/a.js' } }, './dist/a.js'],
    ['an export’s types', { exports: { '.': { types: './b.d.ts', default: './dist/index.js' } } }, './b.d.ts'],
    ['all that a pattern stands for', { exports: { './*': './dist/words/*.mjs' } }, './dist/words/*.mjs'],
  ])('is told, once: %s', (_name, manifest, missing) => {
    expect(missingIn({ ...manifest, unpkg: missing }, files)).toEqual([missing]);
  });
});
