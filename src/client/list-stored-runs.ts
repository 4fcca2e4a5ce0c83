import { RUN_DATABASE, type StoredRun } from '../../worker/protocol';

/** A stored run in a list. */
export interface ListedRun extends StoredRun {
  /** Whether a trainer has it open now, here or in another tab. */
  readonly isOpen: boolean;
}

/**
 * The runs that this browser has stored for the page's origin, the latest first. Reads their descriptions, not their copies, and starts
 * no worker. Empty if the page has no storage.
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
    // There is no database, and this must not create one.
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
