import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ExpectedError } from '../lib/entry.mjs';

/** What npm packs beside `dist/`. */
const BESIDE = ['LICENSE', 'README.md'];

/**
 * Builds the package and has npm pack it. It is built anew, in a folder of its own: what lies in `dist/` may be of yesterday, or not
 * there at all.
 * @param options.root the project's folder
 * @param options.folder where the packed file goes
 * @param options.check told the folder of the build and the names of its bundles; may throw
 * @returns the packed file
 * @throws ExpectedError when it would lack something that package.json names; then there is no packed file
 */
export async function packPackage({ root, folder, check = () => {} }) {
  const { buildPackage } = await import('../../esbuild.config.mjs');
  const source = mkdtempSync(join(tmpdir(), 'fmnist-package-'));
  try {
    // In a clone it keeps npm from publishing whatever is in dist/; what is packed here may be published.
    const { private: _, ...manifest } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    writeFileSync(join(source, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    for (const file of BESIDE) cpSync(join(root, file), join(source, file));
    const dist = join(source, 'dist');
    check(dist, await buildPackage({ outdir: dist }));
    mkdirSync(folder, { recursive: true });
    const packing = ['pack', '--json', '--ignore-scripts', '--pack-destination', resolve(folder)];
    const [packed] = JSON.parse(execFileSync('npm', packing, { cwd: source, encoding: 'utf8' }));
    const file = join(folder, packed.filename);
    const missing = missingIn(
      manifest,
      packed.files.map(({ path }) => path),
    );
    if (missing.length > 0) {
      rmSync(file);
      throw new ExpectedError(
        `package.json names what the package has not: ${missing.join(', ')}. Correct the one or the build of the other.`,
      );
    }
    return file;
  } finally {
    rmSync(source, { recursive: true, force: true });
  }
}

/**
 * Which files a manifest names that are not among a package's.
 * @param files paths in the package, without `./`
 */
export function missingIn(
  { main, types, unpkg, jsdelivr, customElements, sideEffects = [], exports = {} },
  files,
) {
  const fields = [main, types, unpkg, jsdelivr, customElements].filter(Boolean);
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );
  const isThere = (name) => {
    const [before, after] = name.replace(/^\.\//, '').split('*');
    return files.some((file) =>
      after === undefined ? file === before : file.startsWith(before) && file.endsWith(after),
    );
  };
  return [...new Set([...fields, ...sideEffects, ...targets])].filter((name) => !isThere(name));
}
