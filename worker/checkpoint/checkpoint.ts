import type { DataInfo, EngineName, RunConfig } from '../protocol';
import type { Trainable, TrainableState } from '../training/trainable';

/** The complete state of a run between two batches, except the weights kept of past epochs. */
export interface Checkpoint extends TrainableState {
  readonly config: RunConfig;
  /** The engine that trained the run. The optimizer's state is specific to it. */
  readonly engine: EngineName;
  /** The data set it was trained on: its name and counts as in `DataInfo`, and its fingerprint. */
  readonly data: CheckpointData;
}

export type CheckpointData = Omit<DataInfo, 'classNames'> & {
  /** See `dataFingerprint`. */
  readonly fingerprint: string;
};

/** Copies the state that a run has at the time of the call. Later batches do not change the copy. */
export async function checkpointOf(model: Trainable): Promise<Checkpoint> {
  const state = model.state();
  const { name, trainCount, validationCount, testCount } = model.dataInfo;
  return {
    config: model.config,
    engine: model.engine.info.name,
    data: { name, trainCount, validationCount, testCount, fingerprint: await model.fingerprint() },
    ...state,
  };
}
