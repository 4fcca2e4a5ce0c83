import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ExpectedError } from '../lib/entry.mjs';

/** The files that npm packs beside `dist/`. */
const BESIDE = ['LICENSE', 'README.md'];

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
 * @param {(outdir: string) => Promise<void>} options.build writes the files of `dist/` into a folder; it may throw
 * @returns {Promise<string>} the packed file
 * @throws {ExpectedError} when a file that package.json names is missing; then there is no packed file
 */
export async function packPackage({ root, folder, build }) {
  const source = mkdtempSync(join(tmpdir(), 'fmnist-package-'));
  try {
    // `private` keeps npm from publishing a clone with whatever is in dist/. The packed file may be published.
    const { private: _, ...manifest } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    writeFileSync(join(source, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    for (const file of BESIDE) cpSync(join(root, file), join(source, file));
    await build(join(source, 'dist'));
    mkdirSync(folder, { recursive: true });
    const packing = ['pack', '--json', '--ignore-scripts', '--pack-destination', resolve(folder)];
    const [packed] = JSON.parse(execFileSync('npm', packing, { cwd: source, encoding: 'utf8' }));
    const file = join(folder, packed.filename);
    const names = packed.files.map((/** @type {{ path: string }} */ { path }) => path);
    const missing = missingIn(manifest, names);
    if (missing.length > 0) {
      rmSync(file);
      throw new ExpectedError(
        `package.json names files that the package does not have: ${missing.join(', ')}. Correct package.json or the build.`,
      );
    }
    return file;
  } finally {
    rmSync(source, { recursive: true, force: true });
  }
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
