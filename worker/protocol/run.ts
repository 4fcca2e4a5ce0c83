import type { Backend, EngineName } from './settings';

export const SPLITS = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof SPLITS)[number];

/** How far `step` trains: one batch, to the end of the epoch, or until only the last batch of the epoch is left. */
export const STEP_UNITS = ['batch', 'epoch', 'last-batch'] as const;
export type StepUnit = (typeof STEP_UNITS)[number];

/** `idle → loading → training ⇄ paused → finished | stopped | failed`. The worker owns it. */
export type SessionState = 'idle' | 'loading' | 'training' | 'paused' | 'finished' | 'stopped' | 'failed';

/** Why a run finished: all epochs trained, `stopAt` met, or `patience` used up. */
export type FinishReason = 'epochs' | 'stop-at' | 'patience';

/** Which engine computes, where, and why it was chosen. */
export interface EngineInfo {
  readonly name: EngineName;
  /** Readable text, such as `fused, WASM SIMD, 2 threads`. */
  readonly label: string;
  readonly backend: Backend;
  readonly threads: number;
  readonly why: string;
}

/** The loaded data set and how the run splits it. */
export interface DataInfo {
  /** `fashion-mnist`, `drawn-garments`, or the name in a custom manifest. */
  readonly name: string;
  readonly classNames: readonly string[];
  readonly trainCount: number;
  readonly validationCount: number;
  readonly testCount: number;
}

/** Mean loss (in nats) and accuracy (0 to 1) over `count` images. */
export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number;
  readonly count: number;
}

/** One finished epoch. */
export interface EpochReport {
  /** Counted from 1. */
  readonly epoch: number;
  readonly epochs: number;
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly valLoss: number;
  readonly valAccuracy: number;
  /** Training and validation together, without pauses. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

/** A learning rate that was changed during the run. */
export interface LearningRateChange {
  readonly learningRate: number;
  /** Epochs trained by then, as a fraction: 2.5 is in the middle of the third epoch. */
  readonly atEpoch: number;
}

/** How a run ended. */
export interface RunSummary {
  readonly runId: number;
  readonly state: 'finished' | 'stopped';
  /** Set when `state` is `finished`. */
  readonly reason: FinishReason | null;
  /** Epochs completed. */
  readonly epochs: number;
  readonly seconds: number;
  /** The final evaluation on the test split. Only with a `validationSplit`, so that the test split has not been used before. */
  readonly test: Evaluation | null;
  /**
   * SHA-256 of the final weights, in hexadecimal. Empty if the run was stopped before it had a model, and in the state event of a large
   * network that was stopped: the event `summary` follows with it, and `train()` resolves with it.
   */
  readonly weightsSha256: string;
}
