import {
  EMPTY_ENTRY,
  isRunEntry,
  latestFirst,
  RUN_DATABASE,
  STORAGE_TIMEOUT_MS,
  type StoredRun,
} from '../../worker/protocol';

/** A stored run in a list. */
export interface ListedRun extends StoredRun {
  /** Whether a trainer has it open now, here or in another tab. */
  readonly isOpen: boolean;
  /** Whether its description is damaged. Such a run can only be deleted. Its `id` is right, its other members are placeholders. */
  readonly isDamaged: boolean;
}

/**
 * The runs that this browser has stored for the page's origin: the latest first, damaged ones last. Reads their descriptions, not their
 * copies, and starts no worker. Empty if the page has no storage, or if the storage does not answer within five seconds.
 */
export async function storedRuns(): Promise<readonly ListedRun[]> {
  try {
    const late = new Promise<never>((_, reject) => setTimeout(reject, STORAGE_TIMEOUT_MS));
    const [rows, open] = await Promise.race([Promise.all([readRows(), heldLocks()]), late]);
    return rows
      .map(([id, row]) => {
        const isDamaged = !isRunEntry(row, id);
        const entry = isDamaged ? { ...EMPTY_ENTRY, id } : row;
        return { ...entry, isOpen: open.includes(RUN_DATABASE.lock(id)), isDamaged };
      })
      .sort((a, b) => Number(a.isDamaged) - Number(b.isDamaged) || latestFirst(a, b));
  } catch {
    return [];
  }
}

async function heldLocks(): Promise<readonly (string | undefined)[]> {
  const held = (await navigator.locks?.query())?.held ?? [];
  return held.map(({ name }) => name);
}

/** What is stored under each id, unchecked. A key that is not text is no run of ours. */
function readRows(): Promise<readonly (readonly [id: string, row: unknown])[]> {
  const { name, runs } = RUN_DATABASE;
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    // There is no database, and this must not create one.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = reject;
    opening.onsuccess = () => {
      const database = opening.result;
      // Another script may have made a database of this name without object stores.
      if (!database.objectStoreNames.contains(runs)) resolve([]);
      else {
        const store = database.transaction(runs).objectStore(runs);
        const ids = store.getAllKeys();
        const rows = store.getAll();
        rows.onerror = reject;
        rows.onsuccess = () =>
          resolve(
            ids.result
              .map((id, i) => [id as string, rows.result[i]] as const)
              .filter(([id]) => typeof id === 'string'),
          );
      }
      database.close();
    };
  });
}
