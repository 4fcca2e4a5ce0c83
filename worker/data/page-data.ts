import type { PageData } from '../protocol';
import { inTurn } from './in-turn';
import { ARRIVAL, type OpenedData } from './opened-data';
import { inSharedMemory } from './shared-memory';
import type { LabelledImages } from './split';

/** A data set that is complete, or one whose files are still to be loaded. */
export type DataSet = LabelledImages | OpenedData;

/** Opens a data set, unless it is open already. */
export type OpenOnce = (dataSrc: string, signal: AbortSignal, open: () => Promise<DataSet>) => Promise<DataSet>;

export const isOpened = (data: DataSet): data is OpenedData => 'files' in data;

const hasFailed = (data: DataSet) => isOpened(data) && data.arrivals.includes(ARRIVAL.failed);

/**
 * Opens a data set once for all trainers of a page, one after another. If memory can be shared, the first one hands its data set to the
 * page, and the others take it from there. Files of an opened data set may arrive later, whoever loads them. If one of them could not
 * be loaded, the data set is opened again.
 * @param pageData asks the page for a data set, or stores one there; null if memory cannot be shared
 * @param locks the browser's lock manager; without one (undefined), trainers may open at the same time
 */
export function onceAPage(pageData: PageData | null, locks: LockManager | undefined): OpenOnce {
  return (dataSrc, signal, open) =>
    inTurn(locks, `fmnist-trainer data ${dataSrc}`, signal, async () => {
      const found = await pageData?.(dataSrc);
      if (found && !hasFailed(found as DataSet)) return found as DataSet;
      const opened = await open();
      if (!pageData) return opened;
      const shared = isOpened(opened) ? opened : inSharedMemory(opened);
      await pageData(dataSrc, shared);
      return shared;
    });
}
