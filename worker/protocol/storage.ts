import type { ParameterCounts } from './parameter-counts';
import type { FinishReason, RunSummary } from './run';
import type { RunConfig } from './settings';
import type { RestoreOptions } from './start-options';

/**
 * Where runs are stored: the names of the IndexedDB database, its object stores and the Web Lock of a run. The database's version has no
 * meaning, since adding missing object stores raises it. Another layout needs another name.
 */
export const RUN_DATABASE = {
  name: 'fmnist-trainer-runs',
  /** Id → `RunEntry`. */
  runs: 'runs',
  /** Id and slot → checkpoint file. */
  copies: 'copies',
  lock: (id: string) => `fmnist-trainer-run-${id}`,
} as const;

/** The longest wait for the browser's storage, in milliseconds. Longer waits are never answered in practice. */
export const STORAGE_TIMEOUT_MS = 5000;

/** A run stored in this browser. */
export interface StoredRun {
  /** Stays the same when another tab continues the run. */
  readonly id: string;
  /** When it was last stored, in milliseconds since 1970. */
  readonly savedAt: number;
  readonly config: RunConfig;
  /** Finished epochs. */
  readonly epochs: number;
  /** Batches trained in the epoch after those. */
  readonly step: number;
  /** Of the last finished epoch, 0 to 1; null before the first. */
  readonly valAccuracy: number | null;
  /** Why the run finished; null if it has not. */
  readonly ended: FinishReason | null;
  /** Size of all its copies. */
  readonly byteLength: number;
}

/**
 * Why a run could not be stored, or was not restored from its newest copy:
 * - `unavailable`: the browser gives the page no storage;
 * - `full`: the storage is full;
 * - `open-elsewhere`: another tab or trainer continued the run and stores it;
 * - `older-copy`: the newest copy was damaged, so the run continues from the one before.
 */
export type StorageProblem = 'unavailable' | 'full' | 'open-elsewhere' | 'older-copy';

/** The calls about stored runs that the element and the client have too, as they have `ForwardedCalls`. */
export interface StoredRunCalls {
  /**
   * Continues a stored run, as `restore` does with a file, and keeps storing it under its id. If its newest copy is damaged, the one
   * before is used, and a `storage` event reports that.
   * @throws TrainerError `run-open-elsewhere` while another trainer trains the run, `run-not-stored`
   */
  continueRun(id: string, options?: RestoreOptions): Promise<RunSummary | null>;
  /**
   * Deletes a stored run.
   * @throws TrainerError `run-open-elsewhere` while a trainer trains the run, here or elsewhere
   */
  deleteRun(id: string): Promise<void>;
}

/** The names of these calls, each with its number of parameters. */
export const STORED_RUN_CALLS = {
  continueRun: 2,
  deleteRun: 1,
} as const satisfies ParameterCounts<StoredRunCalls>;

/** The worker's calls about stored runs. */
export interface RunStorageApi extends StoredRunCalls {
  /** Turns storing on or off. When on, a run is stored after each epoch, when it pauses and when it ends. Off at first. */
  autosave(on: boolean): Promise<void>;
  /** Stores the run now, unless autosave is off or nothing has changed. Resolves when it is stored, or cannot be. */
  saveRun(): Promise<void>;
}
