/** @import { DocumentedSetting } from './settings.mjs' */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { ExpectedError } from '../lib/entry.mjs';
import { documentedSettings } from './settings.mjs';

/** The package's folder with the declarations. Its tree is that of the sources. */
export const TYPES = 'types';

/** The entries that `package.json` names as `types`. */
const ENTRIES = [
  'src/index',
  'src/component',
  'src/client',
  'src/react',
  'src/views/chart/chart-file',
  'src/state/settings-in-link',
  'src/tfjs-files',
  'src/worker-address',
  'worker/metrics/index',
  'worker/engines/tfjs/tfjs-kernels-entry',
  'edge/index',
];

/** A relative module in a declaration, as in `from './x'`, `import './x'` and `import('./x')`. */
const SPECIFIER = /((?:\bfrom|\bimport)\s*\(?\s*)(['"])(\.\.?\/[^'"]+)\2/g;

/** The declarations of Lit that ours refer to. The package `lit` is not installed with ours. */
const LIT = 'lit.d.ts';
const FROM_LIT = /((?:\bfrom|\bimport)\s*\(?\s*)(['"])lit\2/g;

/** The declaration of the table of settings. */
const SETTINGS = 'worker/protocol/settings.d.ts';

/** Declarations of files without a TypeScript source: scripts that are loaded by their URL, languages, and WebAssembly. */
const BY_HAND = {
  'script.d.ts': 'export {};\n',
  'style-sheet.d.ts': 'export {};\n',
  'wasm.d.ts':
    '/** As runtimes at the edge import it: compiled already. */\ndeclare const module: WebAssembly.Module;\nexport default module;\n',
  'view.d.ts':
    '/** The code of a view, for the element that loads it. */\nexport declare function open(shared: object): object;\n',
  'locale.d.ts':
    '/** Sentences of a language by their ids. */\nexport declare const templates: Readonly<Record<string, unknown>>;\n',
};

/**
 * Writes the type declarations of the package into `outdir`: those of the entries and of all that they import, with the file
 * extensions that Node's resolution needs.
 * @param {{ root: string, outdir: string }} folders of the project and of the build
 * @throws {ExpectedError} when the sources do not type-check; the compiler prints where
 */
export function writeDeclarations({ root, outdir }) {
  const emitted = mkdtempSync(join(tmpdir(), 'fmnist-types-'));
  try {
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const args = [compiler, '-p', join(root, 'tsconfig.declarations.json'), '--outDir', emitted];
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new ExpectedError('The type declarations could not be written; see above.');
    const entries = ENTRIES.map((entry) => join(emitted, `${entry}.d.ts`));
    for (const file of reachable(entries)) {
      const target = join(outdir, TYPES, relative(emitted, file));
      mkdirSync(dirname(target), { recursive: true });
      const text = withEndings(file).replace(FROM_LIT, `$1$2${pathToLit(target, outdir)}$2`);
      const isSettings = relative(emitted, file) === SETTINGS;
      writeFileSync(target, isSettings ? withDescriptions(text, documentedSettings(root)) : text);
    }
    cpSync(join(root, 'scripts/build/lit-types.d.ts'), join(outdir, TYPES, LIT));
    for (const [name, text] of Object.entries(BY_HAND)) writeFileSync(join(outdir, TYPES, name), text);
  } finally {
    rmSync(emitted, { recursive: true, force: true });
  }
}

/**
 * The declaration of the settings with their descriptions, which editors show for `train({ learningRate })` too: its type is computed
 * from this one.
 * @param {string} text
 * @param {readonly Pick<DocumentedSetting, 'key' | 'description' | 'default'>[]} settings
 */
export function withDescriptions(text, settings) {
  return settings.reduce((before, { key, description, default: initial }) => {
    const about = `${description}${initial ? ` Default: ${initial}.` : ''}`;
    const after = before.replace(new RegExp(`^( +)readonly ${key}: \\{$`, 'm'), `$1/** ${about} */\n$&`);
    if (after === before) throw new Error(`The declaration of the settings has no ${key}.`);
    return after;
  }, text);
}

/**
 * The declarations and all that they import.
 * @param {readonly string[]} entries
 */
function reachable(entries) {
  const found = new Set(entries);
  for (const file of found) {
    for (const [, , , specifier = ''] of readFileSync(file, 'utf8').matchAll(SPECIFIER))
      found.add(declarationOf(file, specifier));
  }
  return found;
}

/**
 * @param {string} target
 * @param {string} outdir
 */
function pathToLit(target, outdir) {
  return asSpecifier(relative(dirname(target), join(outdir, TYPES, LIT)));
}

/** @param {string} file */
function withEndings(file) {
  return readFileSync(file, 'utf8').replace(SPECIFIER, (_, before, quote, specifier) => {
    return `${before}${quote}${asSpecifier(relative(dirname(file), declarationOf(file, specifier)))}${quote}`;
  });
}

/**
 * A relative path of a declaration, as other declarations import it.
 * @param {string} file
 */
function asSpecifier(file) {
  const path = file.replaceAll('\\', '/').replace(/\.d\.ts$/, '.js');
  return path.startsWith('.') ? path : `./${path}`;
}

/**
 * @param {string} file
 * @param {string} specifier
 */
function declarationOf(file, specifier) {
  const path = resolve(dirname(file), specifier.replace(/\.(js|ts)$/, ''));
  const found = [`${path}.d.ts`, join(path, 'index.d.ts')].find(existsSync);
  if (!found) throw new Error(`${file} imports ${specifier}, which has no declaration.`);
  return found;
}
