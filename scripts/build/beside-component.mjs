/** @import { Plugin } from 'esbuild' */

/** The file with the elements' classes. All entries import it, so an application has each class once. */
const COMPONENT = 'fmnist-trainer.component.js';

/**
 * For entries that import the elements' classes: the classes stay in a file of their own, beside the entry.
 * @type {Plugin}
 */
export const besideComponent = {
  name: 'beside-component',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/component$/ }, () => ({ path: `./${COMPONENT}`, external: true }));
  },
};
