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

/** The connection stays: opening one takes longer than all else that a short transaction does. */
let connection: Promise<IDBDatabase> | null = null;

/**
 * Does all of `work` or, when any of it fails, nothing.
 * @throws what IndexedDB throws: `QuotaExceededError`, or that it is missing, blocked or closed
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

/** What IndexedDB answers to a request. */
export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  const answer = new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  // A transaction that is aborted rejects all its requests, also those that nobody waits for any more.
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
      reject(new DOMException(`${name} does not open`, 'TimeoutError'));
    }, OPEN_TIMEOUT_MS);
    request.onsuccess = () => {
      clearTimeout(timer);
      const database = request.result;
      // Another tab upgrades or clears the database, or the browser has closed it: the next transaction opens it anew.
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

/** A transaction that a failed request has ended already cannot be ended again. */
function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is over, which is what was wanted.
  }
}
