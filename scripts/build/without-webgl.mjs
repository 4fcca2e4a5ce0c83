/** @import { Plugin } from 'esbuild' */

/**
 * Leaves out the WebGL backend, which `@tensorflow/tfjs` imports: half a megabyte that never runs in the worker.
 * @type {Plugin}
 */
export const withoutWebgl = {
  name: 'without-webgl',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@tensorflow\/tfjs-backend-webgl$/ }, ({ path }) => ({ path, namespace: 'stub' }));
    onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export const version_webgl = "";' }));
  },
};
