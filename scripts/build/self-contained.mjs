import { Script } from 'node:vm';
import { ExpectedError } from '../lib/entry.mjs';

/**
 * A bundle of the package, as `esbuild.config.mjs` lists it.
 * @typedef {object} Bundle
 * @property {string} entry its source
 * @property {string} file
 * @property {'esm' | 'iife'} format
 * @property {readonly unknown[]} [beside] plugins that keep files out of the bundle, if it has any
 */

/**
 * The parts of esbuild's result that are checked.
 * @typedef {object} BuildOutput
 * @property {{ readonly outputs: Readonly<Record<string, { readonly imports: readonly { path: string, kind?: string }[] }>> }} metafile
 * @property {readonly { readonly path: string, readonly text: string }[]} outputFiles
 */

/**
 * Checks that a bundle is one file. A worker file that imports anything, or that is a module, breaks when it is copied, inlined or
 * started as the other kind of worker. A page's bundle may use `import.meta.url` and load other files later, but has no static
 * imports either. An `import()` of a URL that is known only at run time is allowed.
 * @param {Bundle} bundle
 * @param {BuildOutput} output
 * @throws {ExpectedError}
 */
export function checkSelfContained({ entry, file, format, beside }, { metafile, outputFiles }) {
  const all = beside ? [] : Object.values(metafile.outputs).flatMap((output) => output.imports);
  const imports = all.filter(({ kind }) => format === 'iife' || kind !== 'dynamic-import');
  if (imports.length > 0) {
    throw new ExpectedError(
      `${file} imports ${imports.map(({ path }) => path).join(', ')}; it must be one file.`,
    );
  }
  if (format !== 'iife') return;
  const text = outputFiles.find(({ path }) => path.endsWith('.js'))?.text ?? '';
  try {
    new Script(text, { filename: file }); // A classic script has neither import/export nor import.meta.
  } catch (thrown) {
    const { message } = /** @type {SyntaxError} */ (thrown);
    throw new ExpectedError(`${file} does not parse as a classic script (${message}). See ${entry}.`);
  }
}
