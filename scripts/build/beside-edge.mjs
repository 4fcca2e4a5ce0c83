/** @import { Plugin } from 'esbuild' */

/**
 * Folders of binary files that the edge function imports as modules: in the sources, and in the package.
 * @type {[RegExp, string][]}
 */
const PLACES = [
  [/^.*\/\.cache\/kernels\//, './'],
  [/^.*\/static\/pretrained\//, './pretrained/'],
];

/**
 * For the edge function: kernels and weights stay files beside its bundle, which the runtime imports. The runtime compiles
 * WebAssembly only from modules, when the function is deployed.
 * @type {Plugin}
 */
export const besideEdge = {
  name: 'beside-edge',
  setup({ onResolve }) {
    onResolve({ filter: /\.(wasm|bin)$/ }, ({ path }) => {
      const place = PLACES.find(([source]) => source.test(path));
      if (!place) return { errors: [{ text: `${path} is not a file of the package` }] };
      return { path: path.replace(...place), external: true };
    });
  },
};
