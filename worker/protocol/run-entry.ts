import { DEFAULT_CONFIG } from './settings';
import type { StoredRun } from './storage';

/** The database entry of a run, besides its copies. */
export interface RunEntry extends StoredRun {
  /** Grows with every save of any run, so that the order of the runs does not depend on the clock. Older versions did not store it. */
  readonly order?: number;
  /** The slot of the newest copy. */
  readonly slot: 0 | 1;
  /** The number of bytes in each slot. */
  readonly byteLengths: readonly [number, number];
  /** The worker that may save the run: the one that started it or last continued it. */
  readonly writer: string;
}

/** The entry of a run that is not known. Each member of an intact entry has the same type. */
export const EMPTY_ENTRY: RunEntry = {
  id: '',
  savedAt: 0,
  config: DEFAULT_CONFIG,
  epochs: 0,
  step: 0,
  valAccuracy: null,
  ended: null,
  byteLength: 0,
  slot: 0,
  byteLengths: [0, 0],
  writer: '',
};

/** The largest number of an entry: the latest time that a `Date` can hold. */
const LARGEST = 8.64e15;

/**
 * Whether a value of the database is the entry of the run `id`, so far as a list can show it. Scripts, extensions and failing disks can
 * change what is stored, so each entry is checked by itself. The run's copy is checked in full when it is read.
 */
export function isRunEntry(value: unknown, id: IDBValidKey): value is RunEntry {
  const entry = value as RunEntry | null;
  return (
    isLike(EMPTY_ENTRY, entry) &&
    entry?.id === id &&
    isLike(0, entry.order ?? 0) &&
    isLike(0, entry.valAccuracy ?? 0) &&
    isLike('', entry.ended ?? '')
  );
}

/** Whether a value has the type of a model: all members of an object, one or more such items of a list. A null stands for any type. */
function isLike(model: unknown, value: unknown): boolean {
  if (model === null) return value !== undefined;
  if (typeof model === 'number') return typeof value === 'number' && value >= 0 && value <= LARGEST;
  if (typeof model === 'string') return typeof value === 'string';
  if (Array.isArray(model))
    return Array.isArray(value) && value.length > 0 && value.every((item) => isLike(model[0], item));
  return Object.entries(model as object).every(([name, member]) =>
    isLike(member, (value as Record<string, unknown> | null)?.[name]),
  );
}

/** Sorts entries: the run that was stored last comes first. */
export function latestFirst(a: RunEntry, b: RunEntry): number {
  return (b.order ?? 0) - (a.order ?? 0) || b.savedAt - a.savedAt;
}
