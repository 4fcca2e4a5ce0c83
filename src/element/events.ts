import type {
  EngineInfo,
  EpochReport,
  LoadingProgress,
  ModelInfo,
  TrainerErrorReport,
  TrainerEventOf,
  TrainingProgress,
} from '../../worker/protocol';

/** Every detail names its run, so that listeners can tell runs apart. */
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
export type ModelDetail = ModelInfo & OfRun;
export type ErrorDetail = TrainerErrorReport & OfRun;

/** The events of `<fmnist-trainer>`. All bubble and cross shadow roots. */
export interface FmnistTrainerEventMap {
  /** Data and engine are there; training begins. */
  'fmnist-ready': CustomEvent<ReadyDetail>;
  /** Loading or training got on; at most ten times a second. */
  'fmnist-progress': CustomEvent<ProgressDetail>;
  /** An epoch has been trained and validated. */
  'fmnist-epoch': CustomEvent<EpochDetail>;
  /** The run computes with another number of threads, since other trainers have come or gone. */
  'fmnist-engine': CustomEvent<EngineDetail>;
  /** The step size was changed during a run. */
  'fmnist-learning-rate': CustomEvent<LearningRateDetail>;
  /** A trained model was opened from a file. */
  'fmnist-model': CustomEvent<ModelDetail>;
  /** The run was stored, or could not be. */
  'fmnist-storage': CustomEvent<StorageDetail>;
  /** The session entered another state. */
  'fmnist-state': CustomEvent<StateDetail>;
  /** Something failed. */
  'fmnist-error': CustomEvent<ErrorDetail>;
}

declare global {
  // The events bubble: elements, document and window hear them.
  interface GlobalEventHandlersEventMap extends FmnistTrainerEventMap {}
}
