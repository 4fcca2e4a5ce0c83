import type { Checkpoint } from '../checkpoint/checkpoint';
import type { Trainable } from '../training/trainable';
import type { RunLock } from './run-lock';

/** The run that this worker is training, or trained last. */
export interface FollowedRun {
  readonly id: string;
  readonly model: Trainable;
  /** Held until the run has ended and has been stored; then null. */
  lock: Promise<RunLock | null> | null;
  /** Whether none of its states has been stored yet. */
  isNew: boolean;
  /** Identifies the last state that was stored or queued for storing; see `momentOf`. */
  saved: string;
  /** Whether it will be saved as soon as its data set has arrived. */
  isAwaitingData: boolean;
  /** Whether another trainer has continued the run, so that this one must not store it any more. */
  isLost: boolean;
}

/** A stored run that is about to be continued here. */
export interface Claim {
  readonly id: string;
  readonly lock: RunLock;
  readonly checkpoint: Checkpoint;
  /** Whether the session has started to train it. Its lock then belongs to the followed run. */
  isTaken: boolean;
}

/** A copy of a state that will be written. */
export interface Write {
  readonly run: FollowedRun;
  readonly checkpoint: Promise<Checkpoint>;
  readonly savedAt: number;
  /** When copying the state started, by `performance.now()`. */
  readonly began: number;
}

/** Identifies a state of a run among all its states. */
export function momentOf({ position }: Trainable): string {
  const { epochs, step, learningRates, ended } = position;
  return [epochs.length, step, learningRates.length, ended].join();
}
