import type { PageData } from '../protocol';
import type { LoadData } from './kept-data';
import { inSharedMemory } from './shared-memory';
import type { LabelledImages } from './split';

/**
 * Loads a data set once for all trainers of a page. They load one after another. If memory can be shared, the first one hands its data
 * set to the page, and the others take it from there. Otherwise they find the files in the cache.
 * @param load loads a data set that no worker of the page has yet
 * @param pageData asks the page for a data set, or stores one there; null if memory cannot be shared
 * @param locks the browser's lock manager; without one (undefined), trainers may load at the same time
 */
export function loadOnceAPage(
  load: LoadData,
  pageData: PageData | null,
  locks: LockManager | undefined,
): LoadData {
  return (dataSrc, signal, onProgress) =>
    inTurn(locks, `fmnist-trainer data ${dataSrc}`, signal, async () => {
      const found = await pageData?.(dataSrc);
      if (found) return found as LabelledImages;
      const images = await load(dataSrc, signal, onProgress);
      if (!pageData) return images;
      const shared = inSharedMemory(images);
      await pageData(dataSrc, shared);
      return shared;
    });
}

/** Runs `act` while holding the lock `name` of this origin. If locks are missing or not allowed, it runs `act` at once. */
async function inTurn<T>(
  locks: LockManager | undefined,
  name: string,
  signal: AbortSignal,
  act: () => Promise<T>,
): Promise<T> {
  if (!locks) return act();
  let begun = false;
  try {
    return await locks.request(name, { signal }, () => {
      begun = true;
      return act();
    });
  } catch (thrown) {
    signal.throwIfAborted();
    if (begun) throw thrown;
    return act();
  }
}
