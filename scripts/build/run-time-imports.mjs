import { readFile } from 'node:fs/promises';

/** An import of an address that only a run knows, as the sources have it, and as bundlers of others must find it. */
const WRITTEN = 'import(/* webpackIgnore: true */ ';
const SHIPPED = 'import(/*webpackIgnore:true*/';
/** As long as what it stands for, there and there: source maps stay true. */
const STAND_IN = `${'importOfAnAddress'.padEnd(SHIPPED.length - 1, '_')}(`;
const IN_SOURCE = STAND_IN.padEnd(WRITTEN.length);

/** Keeps the comment that tells bundlers to leave such an import alone; esbuild drops it with all other comments. */
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
