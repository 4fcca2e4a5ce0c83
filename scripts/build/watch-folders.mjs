import { existsSync, watch } from 'node:fs';

const SETTLE_MS = 100;

/**
 * Calls `rebuild` after files below the folders changed, never twice at a time.
 * @param onBuilt called with null, or with the error, after each rebuild
 * @returns a function that ends the watching
 */
export function watchFolders(folders, rebuild, onBuilt) {
  let pending = null;
  let running = Promise.resolve();
  const changed = () => {
    clearTimeout(pending);
    pending = setTimeout(() => {
      running = running.then(rebuild).then(
        () => onBuilt(null),
        (error) => onBuilt(error),
      );
    }, SETTLE_MS);
  };
  const watchers = folders.filter(existsSync).map((folder) => watch(folder, { recursive: true }, changed));
  return () => {
    clearTimeout(pending);
    for (const watcher of watchers) watcher.close();
  };
}
