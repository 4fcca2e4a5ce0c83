import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { ExpectedError } from '../lib/entry.mjs';

/** The folder of the package that has the declarations, in the tree of the sources. */
export const TYPES = 'types';

/** What `package.json` names as `types`. */
const ENTRIES = [
  'src/index',
  'src/component',
  'src/client',
  'src/react',
  'src/views/chart/chart-file',
  'src/state/settings-in-link',
  'worker/metrics/index',
  'worker/engines/tfjs/tfjs-kernels-entry',
  'edge/index',
];

/** A relative module in a declaration, as in `from './x'`, `import './x'` and `import('./x')`. */
const SPECIFIER = /((?:\bfrom|\bimport)\s*\(?\s*)(['"])(\.\.?\/[^'"]+)\2/g;

/** Where the declarations find what they name of Lit: its package is not installed with ours. */
const LIT = 'lit.d.ts';
const FROM_LIT = /((?:\bfrom|\bimport)\s*\(?\s*)(['"])lit\2/g;

/** For what no source has a declaration of: scripts, which are asked for by their address, languages, and WebAssembly. */
const BY_HAND = {
  'script.d.ts': 'export {};\n',
  'wasm.d.ts':
    '/** As runtimes at the edge import it: compiled already. */\ndeclare const module: WebAssembly.Module;\nexport default module;\n',
  'locale.d.ts':
    '/** Sentences of a language by their ids. */\nexport declare const templates: Readonly<Record<string, unknown>>;\n',
};

/**
 * Writes type declarations of all that the package exports into `outdir`: the entries' and what they reach, with the endings
 * that Node's resolution wants.
 * @throws ExpectedError when the sources do not type-check; the compiler has said where
 */
export function writeDeclarations({ root, outdir }) {
  const emitted = mkdtempSync(join(tmpdir(), 'fmnist-types-'));
  try {
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const args = [compiler, '-p', join(root, 'tsconfig.declarations.json'), '--outDir', emitted];
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new ExpectedError('The type declarations could not be made; see above.');
    const entries = ENTRIES.map((entry) => join(emitted, `${entry}.d.ts`));
    for (const file of reachable(entries)) {
      const target = join(outdir, TYPES, relative(emitted, file));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, withEndings(file).replace(FROM_LIT, `$1$2${pathToLit(target, outdir)}$2`));
    }
    cpSync(join(root, 'scripts/build/lit-types.d.ts'), join(outdir, TYPES, LIT));
    for (const [name, text] of Object.entries(BY_HAND)) writeFileSync(join(outdir, TYPES, name), text);
  } finally {
    rmSync(emitted, { recursive: true, force: true });
  }
}

/** The declarations, and all that they import, one after the other. */
function reachable(entries) {
  const found = new Set(entries);
  for (const file of found) {
    for (const [, , , specifier] of readFileSync(file, 'utf8').matchAll(SPECIFIER))
      found.add(declarationOf(file, specifier));
  }
  return found;
}

function pathToLit(target, outdir) {
  return asSpecifier(relative(dirname(target), join(outdir, TYPES, LIT)));
}

function withEndings(file) {
  return readFileSync(file, 'utf8').replace(SPECIFIER, (_, before, quote, specifier) => {
    return `${before}${quote}${asSpecifier(relative(dirname(file), declarationOf(file, specifier)))}${quote}`;
  });
}

/** A relative path of a declaration as other declarations import it. */
function asSpecifier(file) {
  const path = file.replaceAll('\\', '/').replace(/\.d\.ts$/, '.js');
  return path.startsWith('.') ? path : `./${path}`;
}

function declarationOf(file, specifier) {
  const path = resolve(dirname(file), specifier.replace(/\.(js|ts)$/, ''));
  const found = [`${path}.d.ts`, join(path, 'index.d.ts')].find(existsSync);
  if (!found) throw new Error(`${file} imports ${specifier}, of which there is no declaration.`);
  return found;
}
