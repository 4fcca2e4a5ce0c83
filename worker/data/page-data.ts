import type { PageData } from '../protocol';
import type { LoadData } from './kept-data';
import { inSharedMemory } from './shared-bytes';
import type { LabelledImages } from './split';

/**
 * Loads a data set once for all trainers of a page. They load in turn: where memory can be shared, the first one leaves what it has
 * with the page and the others take it from there; elsewhere they find its files in the cache.
 * @param load loads what nobody has
 * @param pageData the page's memory of what its workers have; null where memory cannot be shared
 * @param locks the browser's; undefined where it has none, which knows no turns
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

/** Acts while nobody else of this origin does under that name; at once where an origin may not ask for locks. */
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
