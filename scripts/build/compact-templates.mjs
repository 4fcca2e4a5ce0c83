import { readFile } from 'node:fs/promises';
import { compactMarkup } from './compact-markup.mjs';
import { compactStyles } from './compact-styles.mjs';

/** The layout of style sheets and markup stays out of the bundle, which esbuild does not do inside of a template. */
export const compactTemplates = {
  name: 'compact-templates',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: compactMarkup(compactStyles(await readFile(path, 'utf8'))),
      loader: 'ts',
    }));
  },
};
