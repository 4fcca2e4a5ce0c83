import { RUN_DATABASE, STORAGE_TIMEOUT_MS, withinTime } from '../protocol';

/** The two object stores of the database, in one transaction. */
export interface RunTables {
  /** The entry of each run, by its id. */
  readonly runs: IDBObjectStore;
  /** Checkpoint files, by the run's id and slot. */
  readonly copies: IDBObjectStore;
}

/** Every disk and browser reads and writes faster than this, in bytes per millisecond. */
const SLOWEST_TRANSFER = 5000;

/** The connection is kept open, since opening one takes longer than a short transaction. */
let connection: Promise<IDBDatabase> | null = null;

/**
 * Runs `work` in a transaction. If any part of it fails or it takes too long, nothing is changed.
 * @param bytes what it reads or writes besides entries. A large checkpoint has more time.
 * @throws the error of `work` or IndexedDB, such as `QuotaExceededError`, `TimeoutError`, or an error because IndexedDB is missing
 */
export async function inTransaction<T>(
  mode: IDBTransactionMode,
  work: (tables: RunTables) => Promise<T>,
  bytes = 0,
): Promise<T> {
  const { runs, copies } = RUN_DATABASE;
  const transaction = await begin(mode);
  const ended = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('The transaction was aborted.'));
  });
  const worked = work({ runs: transaction.objectStore(runs), copies: transaction.objectStore(copies) });
  const all = Promise.all([worked, ended]);
  try {
    const [result] = await withinTime(all, STORAGE_TIMEOUT_MS + bytes / SLOWEST_TRANSFER, 'the database');
    return result;
  } catch (thrown) {
    abort(transaction);
    all.catch(() => {});
    throw thrown;
  }
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

/** Begins a transaction. The browser may have closed the connection without an event; then it is opened again, once. */
async function begin(mode: IDBTransactionMode): Promise<IDBTransaction> {
  const { runs, copies } = RUN_DATABASE;
  try {
    return (await connected()).transaction([runs, copies], mode);
  } catch (thrown) {
    if ((thrown as Partial<Error> | null)?.name !== 'InvalidStateError') throw thrown;
    connection = null;
    return (await connected()).transaction([runs, copies], mode);
  }
}

function connected(): Promise<IDBDatabase> {
  const opening = connection ?? withStores();
  connection = opening;
  opening.catch(() => {
    if (connection === opening) connection = null;
  });
  return opening;
}

/**
 * Opens the database. A script may have created an empty database of this name. The missing object stores are then added, which changes
 * nothing that exists. This waits until no other page has the empty database open.
 */
async function withStores(): Promise<IDBDatabase> {
  const database = await open();
  if (hasStores(database)) return database;
  database.close();
  return open(database.version + 1);
}

const hasStores = ({ objectStoreNames }: IDBDatabase) =>
  [RUN_DATABASE.runs, RUN_DATABASE.copies].every((name) => objectStoreNames.contains(name));

/**
 * Opens the database, or rejects after the time limit. Some browsers refuse without an error, and an upgrade waits for other pages.
 * @param version by default the existing one
 */
function open(version?: number): Promise<IDBDatabase> {
  const { name, runs, copies } = RUN_DATABASE;
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    const database = request.result;
    for (const store of [runs, copies]) {
      if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
    }
  };
  const opening = answerOf(request).then((database) => {
    // Another tab upgrades or deletes the database, or the browser has closed it. The next transaction opens it again.
    const giveUp = () => {
      database.close();
      connection = null;
    };
    database.onversionchange = giveUp;
    database.onclose = giveUp;
    return database;
  });
  const inTime = withinTime(opening, STORAGE_TIMEOUT_MS, name);
  // A connection that nobody waits for any more would block other pages.
  inTime.catch(() => opening.then((database) => database.close())).catch(() => {});
  return inTime;
}

/** Aborts a transaction, unless it has ended already. */
function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}
