import type { TrainerErrorReport } from './errors';
import type { ModelInfo } from './models';
import type { LoadingProgress, TrainingProgress } from './progress';
import type { DataInfo, EngineInfo, EpochReport, LearningRateChange, RunSummary, SessionState } from './run';
import type { RunConfig } from './settings';
import type { StorageProblem, StoredRun } from './storage';

/** What the worker reports to the page. Every event names its run, so that the page can drop a late event of an earlier run. */
export type TrainerEvent =
  | {
      readonly type: 'state';
      readonly runId: number;
      readonly state: SessionState;
      readonly previous: SessionState;
      readonly summary: RunSummary | null;
      /** True if a run failed because images could not be loaded, and its model keeps the weights of its last step, even inside the first epoch. */
      readonly keepsModel?: true;
    }
  /**
   * The summary of a run that has ended is complete. Emitted only if the state `stopped` came before the SHA-256 of the weights was
   * known, as with large networks, and only until a reset, another run or another model follows.
   */
  | { readonly type: 'summary'; readonly runId: number; readonly summary: RunSummary }
  /** The first images and the engine are loaded; training starts. */
  | {
      readonly type: 'ready';
      readonly runId: number;
      readonly config: RunConfig;
      readonly engine: EngineInfo;
      readonly data: DataInfo;
      /** Trainable values: 55,050 for the lesson's model. */
      readonly parameterCount: number;
      /** The epochs that a restored run has already trained; empty for a new run. */
      readonly epochs: readonly EpochReport[];
      /** The changes of the learning rate that a restored run has already had; empty for a new run. */
      readonly learningRates: readonly LearningRateChange[];
    }
  | { readonly type: 'progress'; readonly runId: number; readonly progress: LoadingProgress | TrainingProgress }
  | {
      readonly type: 'epoch';
      readonly runId: number;
      readonly epoch: EpochReport;
      /** Epochs whose weights can be inspected now, oldest first. In a long run, the worker drops some of the older ones. */
      readonly keptEpochs: readonly number[];
    }
  /** The number of threads changed, because other trainers started or ended, or because this number was measured to be faster. */
  | { readonly type: 'engine'; readonly runId: number; readonly engine: EngineInfo }
  /** The learning rate was changed during the run. */
  | ({ readonly type: 'learning-rate'; readonly runId: number } & LearningRateChange)
  /** A model was opened from a file. It predicts without a run and without data. The state is `idle`. */
  | { readonly type: 'model'; readonly runId: number; readonly model: ModelInfo }
  /** The run was stored, or could not be. A problem is reported once, until storing succeeds again. */
  | {
      readonly type: 'storage';
      readonly runId: number;
      readonly saved: StoredRun | null;
      readonly problem: StorageProblem | null;
      /** The browser's own words about the problem. */
      readonly got: string;
    }
  | { readonly type: 'error'; readonly runId: number; readonly error: TrainerErrorReport };

export type TrainerEventOf<T extends TrainerEvent['type']> = Extract<TrainerEvent, { type: T }>;
