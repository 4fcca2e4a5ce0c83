import { isRunEntry, latestFirst, type RunEntry, type StoredRun } from '../protocol';
import { answerOf, inTransaction } from './database';
import { damagedEntry, openElsewhere } from './errors';

/** A run has two slots. Each new copy goes into the slot that does not hold the newest one. */
const SLOTS = [0, 1] as const;
type Slot = RunEntry['slot'];

/** A checkpoint file as it was stored. It has not been checked. */
export interface RunCopy {
  readonly slot: Slot;
  readonly file: Uint8Array<ArrayBuffer>;
}

/** Far more saves than any browser makes. A larger number was put there by something else. */
const MOST_SAVES = 2 ** 48;

const copyKey = (id: string, slot: Slot) => [id, slot];

/**
 * Stores a copy of a run and its entry in one transaction. If it is interrupted, the previous copy stays intact. A damaged entry of the
 * run is replaced.
 * @throws TrainerError `run-open-elsewhere` if another worker has continued the run since
 */
export function saveCopy(
  run: Omit<StoredRun, 'byteLength'>,
  writer: string,
  file: Uint8Array<ArrayBuffer>,
): Promise<StoredRun> {
  return inTransaction(
    'readwrite',
    async ({ runs, copies }) => {
      const entries = await entriesOf(runs);
      const before = entries.find(({ id }) => id === run.id);
      if (before && before.writer !== writer) throw openElsewhere();
      const slot = before?.slot === 0 ? 1 : 0;
      const kept = before?.byteLengths[slot === 0 ? 1 : 0] ?? 0;
      const byteLengths = slot === 0 ? ([file.length, kept] as const) : ([kept, file.length] as const);
      const orders = entries.map((entry) => entry.order ?? 0).filter((number) => number < MOST_SAVES);
      const order = 1 + Math.max(0, ...orders);
      const entry: RunEntry = { ...run, byteLength: file.length + kept, order, slot, byteLengths, writer };
      await Promise.all([answerOf(copies.put(file, copyKey(run.id, slot))), answerOf(runs.put(entry, run.id))]);
      return entry;
    },
    file.length,
  );
}

/**
 * The copies of a run, newest first; an empty list if there is no such run.
 * @throws TrainerError `checkpoint-damaged` if the run's entry is damaged
 */
export async function readCopies(id: string): Promise<readonly RunCopy[]> {
  const entry = await inTransaction('readonly', ({ runs }) => entryOf(runs, id));
  if (!entry) return [];
  const slots = entry.slot === 0 ? SLOTS : SLOTS.toReversed();
  const files: unknown[] = await inTransaction(
    'readonly',
    ({ copies }) => Promise.all(slots.map((slot) => answerOf(copies.get(copyKey(id, slot))))),
    entry.byteLength,
  );
  const isCopy = (copy: { slot: Slot; file: unknown }): copy is RunCopy => copy.file !== undefined;
  return slots.map((slot, i) => ({ slot, file: files[i] })).filter(isCopy);
}

/** Makes `writer` the only worker that may save a run, and marks the copy in `slot` as its newest. */
export function takeOver(id: string, writer: string, slot: Slot): Promise<void> {
  return inTransaction('readwrite', async ({ runs }) => {
    const entry = await entryOf(runs, id);
    if (entry) await answerOf(runs.put({ ...entry, writer, slot }, id));
  });
}

export function deleteCopies(id: string): Promise<void> {
  return inTransaction('readwrite', async ({ runs, copies }) => {
    const requests = [runs.delete(id), ...SLOTS.map((slot) => copies.delete(copyKey(id, slot)))];
    await Promise.all(requests.map(answerOf));
  });
}

/** The ids of all runs except the `keep` most recently saved ones. A damaged run stays until the visitor deletes it. */
export function surplusRuns(keep: number): Promise<readonly string[]> {
  return inTransaction('readonly', async ({ runs }) =>
    (await entriesOf(runs))
      .sort(latestFirst)
      .slice(keep)
      .map(({ id }) => id),
  );
}

/** All intact entries. */
async function entriesOf(runs: IDBObjectStore): Promise<RunEntry[]> {
  const [ids, entries] = await Promise.all([answerOf(runs.getAllKeys()), answerOf(runs.getAll())]);
  return entries.filter((entry, i): entry is RunEntry => isRunEntry(entry, ids[i] as IDBValidKey));
}

/** The entry of a run; undefined if there is none. */
async function entryOf(runs: IDBObjectStore, id: string): Promise<RunEntry | undefined> {
  const entry: unknown = await answerOf(runs.get(id));
  if (entry === undefined) return undefined;
  if (!isRunEntry(entry, id)) throw damagedEntry(id);
  return entry;
}
