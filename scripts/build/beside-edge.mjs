/** Binary files that the edge function imports as modules, from where the sources have them to where the package has them. */
const PLACES = [
  [/^.*\/\.cache\/kernels\//, './'],
  [/^.*\/static\/pretrained\//, './pretrained/'],
];

/**
 * For the edge function: kernels and weights stay files beside its bundle, which the runtime imports. It compiles WebAssembly
 * from modules alone, when the function is deployed.
 */
export const besideEdge = {
  name: 'beside-edge',
  setup({ onResolve }) {
    onResolve({ filter: /\.(wasm|bin)$/ }, ({ path }) => {
      const [from, to] = PLACES.find(([from]) => from.test(path)) ?? [];
      if (!from) return { errors: [{ text: `${path} is no file of the package` }] };
      return { path: path.replace(from, to), external: true };
    });
  },
};
