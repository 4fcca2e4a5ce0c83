/** `@tensorflow/tfjs` pulls in its WebGL backend, half a megabyte that never runs in the worker. */
export const withoutWebgl = {
  name: 'without-webgl',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@tensorflow\/tfjs-backend-webgl$/ }, ({ path }) => ({ path, namespace: 'stub' }));
    onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export const version_webgl = "";' }));
  },
};
