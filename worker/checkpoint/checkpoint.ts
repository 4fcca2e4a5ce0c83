import type { DataInfo, EngineName, RunConfig } from '../protocol';
import type { Trainable, TrainableState } from '../training/trainable';

/** Everything a run is at a moment between two batches. The weights kept of past epochs are left out. */
export interface Checkpoint extends TrainableState {
  readonly config: RunConfig;
  /** What computed; the optimizer's state is that of this engine. */
  readonly engine: EngineName;
  /** What it trained on: name and counts as in `DataInfo`, and what tells the data set from others. */
  readonly data: CheckpointData;
}

export type CheckpointData = Omit<DataInfo, 'classNames'> & {
  /** See `dataFingerprint`. */
  readonly fingerprint: string;
};

/** A copy of what a run is now, at the call, which its next batch does not change. */
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
