import { RUN_DATABASE, type StoredRun } from '../../worker/protocol';

/** A stored run, and whether a trainer somewhere trains it now. */
export interface ListedRun extends StoredRun {
  readonly isOpen: boolean;
}

/**
 * The runs that this browser has stored for the page's origin, the latest first. Starts no worker: only what is known of each
 * run is read, not its copies. Where there is no storage to read there is no run.
 */
export async function storedRuns(): Promise<readonly ListedRun[]> {
  try {
    const [runs, open] = await Promise.all([readEntries(), heldLocks()]);
    return runs
      .map((run) => ({ ...run, isOpen: open.includes(RUN_DATABASE.lock(run.id)) }))
      .sort((a, b) => b.savedAt - a.savedAt);
  } catch {
    return [];
  }
}

async function heldLocks(): Promise<readonly (string | undefined)[]> {
  const held = (await navigator.locks?.query())?.held ?? [];
  return held.map(({ name }) => name);
}

function readEntries(): Promise<readonly StoredRun[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(RUN_DATABASE.name, RUN_DATABASE.version);
    // Nothing is stored, and looking for it must not leave a database behind.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const reading = database.transaction(RUN_DATABASE.runs).objectStore(RUN_DATABASE.runs).getAll();
      reading.onsuccess = () => resolve(reading.result);
      reading.onerror = () => reject(reading.error);
      database.close();
    };
  });
}
