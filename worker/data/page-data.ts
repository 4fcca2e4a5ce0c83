import type { PageData } from '../protocol';
import { inTurn } from './in-turn';
import { type FileList, type OpenedData, openData } from './opened-data';
import { canShareMemory, inSharedMemory } from './shared-memory';
import type { LabelledImages } from './split';

/** A data set that is complete, or one whose files are still to be loaded. */
export type DataSet = LabelledImages | OpenedData;

/** Opens a data set, unless it is open already. */
export type OpenOnce = (dataSrc: string, signal: AbortSignal, open: () => Promise<DataSet>) => Promise<DataSet>;

export const isOpened = (data: DataSet): data is OpenedData => 'files' in data;

/**
 * Opens a data set once for all trainers of a page, one after another. The first one hands to the page what the others need. If memory
 * can be shared, that is its data set, whose files may arrive later, whoever loads them. Otherwise it is the list of files, and the
 * others find the files in the cache.
 *
 * A trainer that opens a data set again does so because it could not be loaded. It reads the folder's manifest again, which may have
 * been corrected.
 * @param pageData asks the page for a data set, or stores one there
 * @param locks the browser's lock manager; without one (undefined), trainers may open at the same time
 */
export function onceAPage(pageData: PageData, locks: LockManager | undefined): OpenOnce {
  const opened = new Set<string>();
  return (dataSrc, signal, open) =>
    inTurn(locks, `fmnist-trainer data ${dataSrc}`, signal, async () => {
      const found = opened.has(dataSrc) ? undefined : await pageData(dataSrc);
      const data = found ? inMemory(found as DataSet | FileList) : await open();
      opened.add(dataSrc);
      if (found) return data;
      if (canShareMemory()) {
        const shared = isOpened(data) ? data : inSharedMemory(data);
        await pageData(dataSrc, shared);
        return shared;
      }
      if (isOpened(data)) await pageData(dataSrc, listOf(data));
      return data;
    });
}

const inMemory = (found: DataSet | FileList) => ('train' in found ? found : openData(found));

const listOf = ({ name, classNames, files, manifest }: OpenedData): FileList => ({
  name,
  classNames,
  files,
  manifest,
});
