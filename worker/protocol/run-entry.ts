import { CONFIG_KEYS, SETTINGS } from './settings';
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

/** The latest time that a `Date` can hold. */
const LATEST = 8.64e15;
/** Far more saves than any browser makes, and far below the largest whole number. */
const MOST_SAVES = 2 ** 48;

/**
 * Whether a value of the database is the intact entry of the run `id`. Scripts, extensions and failing disks can change what is stored,
 * so each entry is checked by itself before it is used.
 */
export function isRunEntry(value: unknown, id: IDBValidKey): value is RunEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { config, savedAt, order = 0, slot, byteLength, byteLengths, writer, ...run } = value as RunEntry;
  const { epochs, step, valAccuracy, ended } = run;
  return (
    run.id === id &&
    isConfig(config) &&
    isWithin(LATEST, savedAt) &&
    [epochs, step, byteLength].every(isCount) &&
    (valAccuracy === null || isWithin(1, valAccuracy)) &&
    (ended === null || ['epochs', 'stop-at', 'patience'].includes(ended)) &&
    isCount(order) &&
    order < MOST_SAVES &&
    (slot === 0 || slot === 1) &&
    Array.isArray(byteLengths) &&
    byteLengths.length === 2 &&
    byteLengths.every(isCount) &&
    typeof writer === 'string'
  );
}

/** Sorts entries: the run that was stored last comes first. */
export function latestFirst(a: RunEntry, b: RunEntry): number {
  return (b.order ?? 0) - (a.order ?? 0) || b.savedAt - a.savedAt;
}

const isWithin = (most: number, value: unknown) => typeof value === 'number' && value >= 0 && value <= most;
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;

/** Whether a value has every setting, each with a value of its type. The worker checks ranges when it reads the run's copy. */
function isConfig(config: unknown): boolean {
  if (typeof config !== 'object' || config === null) return false;
  return CONFIG_KEYS.every((key) => {
    const setting = SETTINGS[key];
    const value: unknown = (config as Record<string, unknown>)[key];
    if ('options' in setting) return (setting.options as readonly unknown[]).includes(value);
    if ('most' in setting) return Array.isArray(value) && value.length > 0 && value.every(isCount);
    return typeof value === typeof setting.default && !Number.isNaN(value);
  });
}
