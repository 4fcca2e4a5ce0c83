/** @import { Plugin } from 'esbuild' */
import { readFile } from 'node:fs/promises';

/**
 * Expressions that other people's bundlers look for and that minifying would change, with the files they are in: in the sources, and in
 * the bundles. esbuild removes all comments and shortens all local names.
 */
const KEPT = [
  // An import of a URL that is known only at run time. The comment tells bundlers to leave it as it is.
  expression(/[\\/](load-script|cdn|lazy-file|pre-bundled)\.ts$/, 'importOfAnAddress', {
    written: 'import(/* webpackIgnore: true */ ',
    shipped: 'import(/*webpackIgnore:true*/',
  }),
  // The URL of the worker. Vite looks for the name `Worker`; `client/worker-address.ts` says why.
  expression(/[\\/]client[\\/]worker-address\.ts$/, 'addressOfWorker', {
    written: '(Worker) => new Worker(',
    shipped: 'Worker=>new Worker(',
  }),
];

/**
 * While esbuild works, a call of an unknown function stands in for the expression, because esbuild does not change such a call. The
 * call has the same length in source and bundle, so that source maps stay correct.
 * @param {RegExp} files
 * @param {string} name of that function
 * @param {{ written: string, shipped: string }} texts
 */
function expression(files, name, { written, shipped }) {
  const standIn = `${name.padEnd(shipped.length - 1, '_')}(`;
  return { files, written, shipped, standIn, inSource: standIn.padEnd(written.length) };
}

/**
 * Keeps these expressions as they are.
 * @type {Plugin}
 */
export const expressionsForBundlers = {
  name: 'expressions-for-bundlers',
  setup({ onLoad, onEnd }) {
    for (const { files, written, inSource } of KEPT)
      onLoad({ filter: files }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (!source.includes(written)) throw new Error(`${path} lacks “${written}”, which bundlers look for.`);
        return { contents: source.replaceAll(written, inSource), loader: 'ts' };
      });
    onEnd(({ outputFiles = [] }) => {
      for (const { written, shipped, standIn, inSource } of KEPT)
        for (const file of outputFiles.filter(({ text }) => text.includes(standIn))) {
          const text = file.text.replaceAll(inSource, written).replaceAll(standIn, shipped);
          file.contents = new TextEncoder().encode(text);
        }
    });
  },
};
