import type { StoredRun } from '../protocol';
import { answerOf, inTransaction } from './database';
import { openElsewhere } from './errors';

/** A run has two slots. Each new copy goes into the slot that does not hold the newest one. */
const SLOTS = [0, 1] as const;
type Slot = (typeof SLOTS)[number];

/** The database entry of a run, besides its copies. */
export interface RunEntry extends StoredRun {
  /** The slot of the newest copy. */
  readonly slot: Slot;
  /** The number of bytes in each slot. */
  readonly byteLengths: readonly [number, number];
  /** The worker that may save the run: the one that started it or last continued it. */
  readonly writer: string;
}

/** A checkpoint file as it was stored. It has not been checked. */
export interface RunCopy {
  readonly slot: Slot;
  readonly file: Uint8Array<ArrayBuffer>;
}

const copyKey = (id: string, slot: Slot) => [id, slot];

/**
 * Stores a copy of a run and its entry in one transaction. If it is interrupted, the previous copy stays intact.
 * @throws TrainerError `run-open-elsewhere` if another worker has continued the run since
 */
export function saveCopy(
  run: Omit<StoredRun, 'byteLength'>,
  writer: string,
  file: Uint8Array<ArrayBuffer>,
): Promise<StoredRun> {
  return inTransaction('readwrite', async ({ runs, copies }) => {
    const before = (await answerOf(runs.get(run.id))) as RunEntry | undefined;
    if (before && before.writer !== writer) throw openElsewhere();
    const slot = before?.slot === 0 ? 1 : 0;
    const kept = before ? before.byteLengths[slot === 0 ? 1 : 0] : 0;
    const byteLengths = slot === 0 ? ([file.length, kept] as const) : ([kept, file.length] as const);
    const entry: RunEntry = { ...run, byteLength: file.length + kept, slot, byteLengths, writer };
    await Promise.all([answerOf(copies.put(file, copyKey(run.id, slot))), answerOf(runs.put(entry, run.id))]);
    return entry;
  });
}

/** The copies of a run, newest first; an empty list if there is no such run. */
export function readCopies(id: string): Promise<readonly RunCopy[]> {
  return inTransaction('readonly', async ({ runs, copies }) => {
    const entry = (await answerOf(runs.get(id))) as RunEntry | undefined;
    if (!entry) return [];
    const slots = entry.slot === 0 ? SLOTS : SLOTS.toReversed();
    const files = await Promise.all(slots.map((slot) => answerOf(copies.get(copyKey(id, slot)))));
    return slots.map((slot, i) => ({ slot, file: files[i] })).filter(({ file }) => file);
  });
}

/** Makes `writer` the only worker that may save a run, and marks the copy in `slot` as its newest. */
export function takeOver(id: string, writer: string, slot: Slot): Promise<void> {
  return inTransaction('readwrite', async ({ runs }) => {
    const entry = (await answerOf(runs.get(id))) as RunEntry | undefined;
    if (entry) await answerOf(runs.put({ ...entry, writer, slot }, id));
  });
}

export function deleteCopies(id: string): Promise<void> {
  return inTransaction('readwrite', async ({ runs, copies }) => {
    const requests = [runs.delete(id), ...SLOTS.map((slot) => copies.delete(copyKey(id, slot)))];
    await Promise.all(requests.map(answerOf));
  });
}

/** The ids of all runs except the `keep` most recently saved ones. */
export function surplusRuns(keep: number): Promise<readonly string[]> {
  return inTransaction('readonly', async ({ runs }) => {
    const entries = (await answerOf(runs.getAll())) as RunEntry[];
    return entries
      .sort((a, b) => b.savedAt - a.savedAt)
      .slice(keep)
      .map(({ id }) => id);
  });
}
