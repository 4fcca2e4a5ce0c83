import { Script } from 'node:vm';
import { ExpectedError } from '../lib/entry.mjs';

/**
 * A worker file that imports anything, or that is a module, breaks when it is copied, inlined or started as the
 * other kind of worker. The page bundle may use import.meta.url, and load other files later, but must not import
 * either. An `import()` of an address that is only known at run time is allowed.
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
  const text = outputFiles.find(({ path }) => path.endsWith('.js')).text;
  try {
    new Script(text, { filename: file }); // A classic script knows neither import/export nor import.meta.
  } catch (thrown) {
    throw new ExpectedError(`${file} does not parse as a classic script (${thrown.message}). See ${entry}.`);
  }
}
