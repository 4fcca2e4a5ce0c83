import { existsSync, watch } from 'node:fs';

const SETTLE_MS = 100;

/**
 * Calls `rebuild` when files below the folders have changed. Two rebuilds never run at the same time.
 * @param {readonly string[]} folders
 * @param {() => Promise<void>} rebuild
 * @param {(error: Error | null) => void} onBuilt called after each rebuild, with the error if it failed
 * @returns {() => void} a function that stops watching
 */
export function watchFolders(folders, rebuild, onBuilt) {
  /** @type {NodeJS.Timeout | undefined} */
  let pending;
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
