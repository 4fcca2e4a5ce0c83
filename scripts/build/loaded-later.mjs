import { join, relative, sep } from 'node:path';

/**
 * A bundle that the page's scripts load later stays a file of its own. A source imports such a part where its source
 * stands, for the sake of the types: `import('../state/settings-in-link.js')`. The shipped import names the bundle,
 * which stands beside: `import('./share-link.js')`.
 * @param bundles `{ entry, file }` of each, the entry from the project's root
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
