import type {
  EngineInfo,
  EpochReport,
  LoadingProgress,
  ModelInfo,
  RunSummary,
  TrainerErrorReport,
  TrainerEventOf,
  TrainingProgress,
} from '../../worker/protocol';

/** Every detail has the number of its run, so that listeners can tell runs apart. */
interface OfRun {
  readonly runId: number;
}

export type ReadyDetail = Omit<TrainerEventOf<'ready'>, 'type'>;
export type ProgressDetail = (LoadingProgress | TrainingProgress) & OfRun;
export type EpochDetail = EpochReport & OfRun & { readonly keptEpochs: readonly number[] };
export type EngineDetail = EngineInfo & OfRun;
export type LearningRateDetail = Omit<TrainerEventOf<'learning-rate'>, 'type'>;
export type StorageDetail = Omit<TrainerEventOf<'storage'>, 'type'>;
export type StateDetail = Omit<TrainerEventOf<'state'>, 'type'>;
export type SummaryDetail = RunSummary;
export type ModelDetail = ModelInfo & OfRun;
export type ErrorDetail = TrainerErrorReport & OfRun;

/** The events of `<fmnist-trainer>`. All of them bubble and cross shadow roots. */
export interface FmnistTrainerEventMap {
  /** The first images and the engine are loaded. Training begins. */
  'fmnist-ready': CustomEvent<ReadyDetail>;
  /** The progress of loading or training, at most ten times a second. */
  'fmnist-progress': CustomEvent<ProgressDetail>;
  /** An epoch has been trained and validated. */
  'fmnist-epoch': CustomEvent<EpochDetail>;
  /**
   * The engine uses another number of threads: other trainers have started or stopped, or the run has measured that this
   * number is faster.
   */
  'fmnist-engine': CustomEvent<EngineDetail>;
  /** The learning rate of the run was changed. */
  'fmnist-learning-rate': CustomEvent<LearningRateDetail>;
  /** A trained network was opened, from files or from an address. It predicts. */
  'fmnist-model': CustomEvent<ModelDetail>;
  /** The run was stored, or could not be stored. */
  'fmnist-storage': CustomEvent<StorageDetail>;
  /** The state changed. */
  'fmnist-state': CustomEvent<StateDetail>;
  /** The SHA-256 of the weights has been computed, some time after the run of a large network was stopped. */
  'fmnist-summary': CustomEvent<SummaryDetail>;
  /** Something failed. */
  'fmnist-error': CustomEvent<ErrorDetail>;
}

declare global {
  // The events bubble, so every element, `document` and `window` receive them.
  interface GlobalEventHandlersEventMap extends FmnistTrainerEventMap {}
}
