import type { PageData } from '../protocol';
import { inTurn } from './in-turn';
import { type FileList, type OpenedData, openData } from './opened-data';
import { canShareMemory, inSharedMemory } from './shared-memory';
import type { LabelledImages } from './split';

/** A data set that is complete, or one whose files are still to be loaded. */
export type DataSet = LabelledImages | OpenedData;

/**
 * Opens a data set, unless it is open already.
 * @param failed aborted if the data set that is returned cannot be loaded
 */
export type OpenOnce = (
  dataSrc: string,
  signal: AbortSignal,
  open: () => Promise<DataSet>,
  failed: AbortSignal,
) => Promise<DataSet>;

export const isOpened = (data: DataSet): data is OpenedData => 'files' in data;

/**
 * Opens a data set once for all trainers of a page. The trainers do this one after another. If memory can be shared, the first one hands its
 * data set to the page, and files that any trainer loads later arrive in it. Otherwise it hands over only the list of files, and the others
 * find the files in the cache.
 *
 * A trainer opens a data set again if it could not load it. It then reads the folder's manifest again, which may have been corrected.
 * @param pageData asks the page for a data set, or stores one there
 * @param locks the browser's lock manager; without one (undefined), trainers may open at the same time
 */
export function onceAPage(pageData: PageData, locks: LockManager | undefined): OpenOnce {
  const failures = new Map<string, AbortSignal>();
  return (dataSrc, signal, open, failed) =>
    inTurn(locks, `fmnist-trainer data ${dataSrc}`, signal, async () => {
      const found = failures.get(dataSrc)?.aborted ? undefined : await pageData(dataSrc);
      const data = found ? inMemory(found as DataSet | FileList) : await open();
      failures.set(dataSrc, failed);
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
