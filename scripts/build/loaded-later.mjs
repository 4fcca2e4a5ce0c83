/** @import { Plugin } from 'esbuild' */
import { join, relative, sep } from 'node:path';

/**
 * Leaves an `import()` of a part that the page loads later. That part is a bundle of its own. A source imports the part's source, for
 * its types: `import('../state/settings-in-link.js')`. The shipped import names the bundle beside it: `import('./share-link.js')`.
 * @param {string} root the project's folder
 * @param {readonly { entry: string, file: string }[]} bundles each entry relative to `root`
 * @returns {Plugin}
 */
export function loadedLater(root, bundles) {
  const fileOf = new Map(bundles.map(({ entry, file }) => [entry.replace(/\.ts$/, '.js'), file]));
  return {
    name: 'loaded-later',
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\/.+\.js$/ }, ({ path, kind, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const source = relative(root, join(resolveDir, path)).split(sep).join('/');
        return { path: `./${fileOf.get(source) ?? path.slice('./'.length)}`, external: true };
      });
    },
  };
}
