import { RUN_DATABASE } from '../protocol';

/** A database that has not opened by then is one that a browser keeps shut without saying so. */
const OPEN_TIMEOUT_MS = 5000;

/** The two stores of the database, inside one transaction. */
export interface RunTables {
  /** What is known of each run, by its id. */
  readonly runs: IDBObjectStore;
  /** Checkpoint files, by the run's id and the slot. */
  readonly copies: IDBObjectStore;
}

/**
 * Does all of `work` or, when any of it fails, nothing. The database is opened for this alone: a connection that stays
 * would have to be given up whenever another tab upgrades or clears it.
 * @throws what IndexedDB throws: `QuotaExceededError`, or that it is missing, blocked or closed
 */
export async function inTransaction<T>(
  mode: IDBTransactionMode,
  work: (tables: RunTables) => Promise<T>,
): Promise<T> {
  const database = await open();
  try {
    const { runs, copies } = RUN_DATABASE;
    const transaction = database.transaction([runs, copies], mode);
    const ended = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new DOMException('The transaction was aborted.'));
    });
    const worked = work({ runs: transaction.objectStore(runs), copies: transaction.objectStore(copies) });
    worked.catch(() => abort(transaction));
    const [result] = await Promise.all([worked, ended]);
    return result;
  } finally {
    database.close();
  }
}

/** What IndexedDB answers to a request. */
export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open(): Promise<IDBDatabase> {
  const { name, version, runs, copies } = RUN_DATABASE;
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(runs);
      request.result.createObjectStore(copies);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    setTimeout(() => reject(new DOMException(`${name} does not open`, 'TimeoutError')), OPEN_TIMEOUT_MS);
  });
}

/** A transaction that a failed request has ended already cannot be ended again. */
function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is over, which is what was wanted.
  }
}
