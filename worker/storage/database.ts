import { RUN_DATABASE } from '../protocol';

/** Some browsers refuse to open a database without reporting an error. After this time it counts as unavailable. */
const OPEN_TIMEOUT_MS = 5000;

/** The two object stores of the database, in one transaction. */
export interface RunTables {
  /** The entry of each run, by its id. */
  readonly runs: IDBObjectStore;
  /** Checkpoint files, by the run's id and slot. */
  readonly copies: IDBObjectStore;
}

/** The connection is kept open, since opening one takes longer than a short transaction. */
let connection: Promise<IDBDatabase> | null = null;

/**
 * Runs `work` in a transaction. If any part of it fails, nothing is changed.
 * @throws the error of `work` or IndexedDB, such as `QuotaExceededError`, or an error because IndexedDB is missing or closed
 */
export async function inTransaction<T>(
  mode: IDBTransactionMode,
  work: (tables: RunTables) => Promise<T>,
): Promise<T> {
  connection ??= open();
  const database = await connection.catch((thrown) => {
    connection = null;
    throw thrown;
  });
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
}

/** The result of an IndexedDB request. */
export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  const answer = new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  // Aborting a transaction rejects all its requests, including those that nobody awaits any more.
  answer.catch(() => {});
  return answer;
}

function open(): Promise<IDBDatabase> {
  const { name, version, runs, copies } = RUN_DATABASE;
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(runs);
      request.result.createObjectStore(copies);
    };
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(new DOMException(`${name} did not open`, 'TimeoutError'));
    }, OPEN_TIMEOUT_MS);
    request.onsuccess = () => {
      clearTimeout(timer);
      const database = request.result;
      // Another tab upgrades or deletes the database, or the browser has closed it. The next transaction opens it again.
      const giveUp = () => {
        database.close();
        connection = null;
      };
      database.onversionchange = giveUp;
      database.onclose = giveUp;
      if (isLate) database.close();
      else resolve(database);
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error);
    };
  });
}

/** Aborts a transaction, unless a failed request has aborted it already. */
function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}
