import {
  DEFAULT_CONFIG,
  isRunEntry,
  latestFirst,
  RUN_DATABASE,
  STORAGE_TIMEOUT_MS,
  type StoredRun,
  withinTime,
} from '../../worker/protocol';

/** A stored run in a list. */
export interface ListedRun extends StoredRun {
  /** Whether a trainer has it open now, here or in another tab. */
  readonly isOpen: boolean;
  /** Whether its description is damaged. Such a run can only be deleted. Its `id` is right, its other members are placeholders. */
  readonly isDamaged: boolean;
}

/** The members of a run whose description is damaged. */
const UNKNOWN: Omit<StoredRun, 'id'> = {
  savedAt: 0,
  config: DEFAULT_CONFIG,
  epochs: 0,
  step: 0,
  valAccuracy: null,
  ended: null,
  byteLength: 0,
};

/**
 * The runs that this browser has stored for the page's origin: the latest first, damaged ones last. Reads their descriptions, not their
 * copies, and starts no worker. Empty if the page has no storage, or if the storage does not answer within five seconds.
 */
export async function storedRuns(): Promise<readonly ListedRun[]> {
  try {
    const reading = Promise.all([readEntries(), heldLocks()]);
    const [entries, open] = await withinTime(reading, STORAGE_TIMEOUT_MS, RUN_DATABASE.name);
    const isOpen = ({ id }: { id: string }) => open.includes(RUN_DATABASE.lock(id));
    const known = entries.flatMap(({ id, entry }) => (isRunEntry(entry, id) ? [entry] : []));
    const damaged = entries.filter(({ id, entry }) => !isRunEntry(entry, id));
    return [
      ...known.sort(latestFirst).map((run) => ({ ...run, isOpen: isOpen(run), isDamaged: false })),
      ...damaged.map(({ id }) => ({ ...UNKNOWN, id, isOpen: isOpen({ id }), isDamaged: true })),
    ];
  } catch {
    return [];
  }
}

async function heldLocks(): Promise<readonly (string | undefined)[]> {
  const held = (await navigator.locks?.query())?.held ?? [];
  return held.map(({ name }) => name);
}

/** What is stored under each id, unchecked. A key that is not text is no run of ours. */
function readEntries(): Promise<readonly { readonly id: string; readonly entry: unknown }[]> {
  const { name, runs } = RUN_DATABASE;
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    // There is no database, and this must not create one.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      try {
        const store = database.transaction(runs).objectStore(runs);
        const ids = store.getAllKeys();
        const entries = store.getAll();
        entries.onsuccess = () =>
          resolve(
            ids.result.flatMap((id, i) => (typeof id === 'string' ? [{ id, entry: entries.result[i] }] : [])),
          );
        ids.onerror = entries.onerror = (event) => reject((event.target as IDBRequest).error);
      } catch (thrown) {
        // An empty database of this name, which another script has made.
        reject(thrown);
      } finally {
        database.close();
      }
    };
  });
}
