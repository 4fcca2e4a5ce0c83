import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { publishedManifest } from '../../../scripts/build/published-manifest.mjs';
import { missingIn, packPackage } from '../../../scripts/build/tarball.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { EXAMPLE_ADDRESSES, NO_ADDRESSES } from '../../fixtures/example-addresses';
import { unpackInto } from '../../fixtures/packed-package';
import { temporaryFolder } from '../lib/data/small-official-files';

const ROOT = projectRoot();
const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** A clone's own files, as far as packing looks at them, with an old file in `dist/`. */
function cloneWith(manifest: object): string {
  const root = temporaryFolder();
  for (const file of ['LICENSE', 'CHANGELOG.md', 'README.md']) cpSync(join(ROOT, file), join(root, file));
  writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'dist/of-yesterday.js'), 'old');
  return root;
}

/** Packs a package whose one script has this text. */
async function packSmall(exports: object, script: string | Uint8Array): Promise<string> {
  const [folder, { version, files }] = [temporaryFolder(), MANIFEST];
  const root = cloneWith({ name: 'small', version, files, exports: { '.': './dist/index.js', ...exports } });
  const build = async (outdir: string) => {
    mkdirSync(outdir);
    writeFileSync(join(outdir, 'index.js'), script);
  };
  try {
    return await packPackage({ root, folder, addresses: NO_ADDRESSES, build });
  } catch (thrown) {
    expect(readdirSync(folder)).toEqual([]);
    throw thrown;
  }
}

const filesIn = (packed: string) =>
  execFileSync('tar', ['-tzf', packed], { encoding: 'utf8' }).trim().split('\n');
const textIn = (packed: string, file: string) =>
  execFileSync('tar', ['-xzOf', packed, `package/${file}`], { encoding: 'utf8', maxBuffer: 2 ** 24 });

describe('npm run package', () => {
  test('packs the package into one file, which it names', () => {
    const [out, name] = [dirname(inject('packed')), `fmnist-trainer-${MANIFEST.version}.tgz`];
    expect(readdirSync(out)).toEqual([name]);
    expect(inject('packingOutput')).toMatch(new RegExp(`npm install \\./.*${name}\n`));
  });

  test('packs what users need, and neither source maps nor anything of the repository’s own', () => {
    const files = filesIn(inject('packed')).map((file) => file.replace('package/', ''));
    expect(files.filter((file) => !file.startsWith('dist/')).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'package.json',
    ]);
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
    const scripts = files.filter((file) => file.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(20);
    expect(scripts.filter((file) => textIn(inject('packed'), file).includes('sourceMappingURL='))).toEqual([]);
    const manifest = JSON.parse(textIn(inject('packed'), 'package.json'));
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(manifest.publishConfig).toEqual({ access: 'public', provenance: true });
    expect(manifest.keywords).toContain('web-component');
  });

  test('packs a package that npm publishes only with --release', async () => {
    expect(JSON.parse(textIn(inject('packed'), 'package.json')).private).toBe(true);
    const build = async (outdir: string) => {
      const unpacked = unpackInto(temporaryFolder(), inject('packed'));
      cpSync(join(unpacked, 'dist'), outdir, { recursive: true });
    };
    const options = { addresses: EXAMPLE_ADDRESSES, release: true };
    const packed = await packPackage({
      root: cloneWith(MANIFEST),
      folder: temporaryFolder(),
      build,
      ...options,
    });
    const manifest = JSON.parse(textIn(packed, 'package.json'));
    expect(manifest).toEqual(publishedManifest(MANIFEST, options));
    expect(manifest.private).toBeUndefined();
    expect(filesIn(packed).sort()).toEqual(filesIn(inject('packed')).sort());
    expect(textIn(packed, 'README.md')).toContain(
      `${EXAMPLE_ADDRESSES.repository}/blob/v${MANIFEST.version}/docs/frameworks.md`,
    );
  });

  test('takes nothing of what lies in dist/', async () => {
    const files = filesIn(await packSmall({}, ''));
    expect(files.filter((file) => file.includes('dist/'))).toEqual(['package/dist/index.js']);
  });

  test('packs nothing that lacks a file which package.json names', async () => {
    await expect(packSmall({ './old': './dist/of-yesterday.js' }, '')).rejects.toThrow(
      'package.json names files that the package does not have: ./dist/of-yesterday.js.',
    );
  });

  test('packs nothing that is over its budget', async () => {
    await expect(packSmall({}, randomBytes(2_000_000))).rejects.toThrow(
      /^the packed package has \d+ bytes; its budget is \d+\nMake it smaller, or raise its budget/,
    );
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
