/** @import { Addresses } from './addresses.mjs' */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ExpectedError } from '../lib/entry.mjs';
import { checkComplete } from './addresses.mjs';
import { publishedManifest } from './published-manifest.mjs';
import { publishedReadme } from './published-readme.mjs';
import { checkPackedSize } from './size-table.mjs';

/** The files that are packed as they are, beside `dist/`. */
const BESIDE = ['LICENSE', 'CHANGELOG.md'];

/**
 * The fields of package.json that name files of the package.
 * @typedef {object} Manifest
 * @property {string} [main]
 * @property {string} [types]
 * @property {string} [unpkg]
 * @property {string} [jsdelivr]
 * @property {string} [customElements]
 * @property {readonly string[]} [sideEffects]
 * @property {Readonly<Record<string, string | Readonly<Record<string, string>>>>} [exports]
 */

/**
 * Packs the package with npm. The build goes into a temporary folder, and nothing is taken from `dist/`, which may be old
 * or empty.
 * @param {object} options
 * @param {string} options.root the project's folder
 * @param {string} options.folder where the packed file goes
 * @param {Addresses} options.addresses
 * @param {boolean} [options.release] whether npm may publish the file
 * @param {(outdir: string) => Promise<void>} options.build writes the files of `dist/` into a folder; it may throw
 * @returns {Promise<string>} the packed file
 * @throws {ExpectedError} when a release lacks an address, when a file that package.json names is missing, or when the packed file is
 *   over its budget; then there is no packed file
 */
export async function packPackage({ root, folder, addresses, release = false, build }) {
  if (release) checkComplete(addresses);
  const source = mkdtempSync(join(tmpdir(), 'fmnist-package-'));
  try {
    const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const manifest = publishedManifest(own, { addresses, release });
    writeFileSync(join(source, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    writeFileSync(join(source, 'README.md'), publishedReadme(readme, { addresses, version: own.version }));
    for (const file of BESIDE) cpSync(join(root, file), join(source, file));
    await build(join(source, 'dist'));
    mkdirSync(folder, { recursive: true });
    const packing = ['pack', '--json', '--ignore-scripts', '--pack-destination', resolve(folder)];
    const [packed] = JSON.parse(execFileSync('npm', packing, { cwd: source, encoding: 'utf8' }));
    const file = join(folder, packed.filename);
    try {
      const names = packed.files.map((/** @type {{ path: string }} */ { path }) => path);
      checkNamedFiles(manifest, names);
      checkPackedSize(packed.size);
    } catch (thrown) {
      rmSync(file);
      throw thrown;
    }
    return file;
  } finally {
    rmSync(source, { recursive: true, force: true });
  }
}

/**
 * @param {Manifest} manifest
 * @param {readonly string[]} files
 * @throws {ExpectedError}
 */
function checkNamedFiles(manifest, files) {
  const missing = missingIn(manifest, files);
  if (missing.length === 0) return;
  throw new ExpectedError(
    `package.json names files that the package does not have: ${missing.join(', ')}. Correct package.json or the build.`,
  );
}

/**
 * The files that a manifest names and the package does not have.
 * @param {Manifest} manifest
 * @param {readonly string[]} files paths in the package, without `./`
 */
export function missingIn(
  { main, types, unpkg, jsdelivr, customElements, sideEffects = [], exports = {} },
  files,
) {
  const fields = [main, types, unpkg, jsdelivr, customElements].filter((field) => field !== undefined);
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );
  const exists = (/** @type {string} */ name) => {
    const [before = '', after] = name.replace(/^\.\//, '').split('*');
    return files.some((file) =>
      after === undefined ? file === before : file.startsWith(before) && file.endsWith(after),
    );
  };
  return [...new Set([...fields, ...sideEffects, ...targets])].filter((name) => !exists(name));
}
