/** @import { Plugin } from 'esbuild' */

/**
 * `@lit/localize` hashes the text of sentences without an id. All of ours have an id, so the bundle does without the hash.
 * @type {Plugin}
 */
export const withoutMessageHashes = {
  name: 'without-message-hashes',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/id-generation\.js$/ }, ({ path }) => ({ path, namespace: 'no-hashes' }));
    onLoad({ filter: /.*/, namespace: 'no-hashes' }, () => ({
      contents: 'export const generateMsgId = String;',
    }));
  },
};
