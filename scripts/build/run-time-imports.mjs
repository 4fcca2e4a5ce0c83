/** @import { Plugin } from 'esbuild' */
import { readFile } from 'node:fs/promises';

/** An import of a URL that is known only at run time: in the sources, and in the bundles, where other bundlers read it. */
const WRITTEN = 'import(/* webpackIgnore: true */ ';
const SHIPPED = 'import(/*webpackIgnore:true*/';
/** A placeholder of the same length, in source and bundle, so that source maps stay correct. */
const STAND_IN = `${'importOfAnAddress'.padEnd(SHIPPED.length - 1, '_')}(`;
const IN_SOURCE = STAND_IN.padEnd(WRITTEN.length);

/**
 * Keeps the comment that tells bundlers to leave such an import as it is. esbuild removes all comments.
 * @type {Plugin}
 */
export const runTimeImports = {
  name: 'run-time-imports',
  setup({ onLoad, onEnd }) {
    onLoad({ filter: /[\\/](load-script|cdn)\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(WRITTEN, IN_SOURCE),
      loader: 'ts',
    }));
    onEnd(({ outputFiles = [] }) => {
      for (const file of outputFiles) {
        if (!file.text.includes(STAND_IN)) continue;
        const text = file.text.replaceAll(IN_SOURCE, WRITTEN).replaceAll(STAND_IN, SHIPPED);
        file.contents = new TextEncoder().encode(text);
      }
    });
  },
};
