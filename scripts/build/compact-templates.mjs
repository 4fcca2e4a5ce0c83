/** @import { Plugin } from 'esbuild' */
import { readFile } from 'node:fs/promises';
import { compactMarkup } from './compact-markup.mjs';
import { compactStyles } from './compact-styles.mjs';

/**
 * Minifies style sheets and markup in templates. esbuild leaves the text of templates as it is.
 * @type {Plugin}
 */
export const compactTemplates = {
  name: 'compact-templates',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: compactMarkup(compactStyles(await readFile(path, 'utf8'))),
      loader: 'ts',
    }));
  },
};
