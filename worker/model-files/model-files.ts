import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/format';
import { writeModel } from '../formats/write-model';
import { RunStore } from '../storage/run-store';
import { momentsOf } from './open-moments';
import { readModel } from './read-model';

/** Everything that writes models and runs as files and reads them. Pages that use no files never load it. */
export const modelFiles = {
  writeModel,
  readModel,
  momentsOf,
  encodeCheckpoint,
  decodeCheckpoint,
  RunStore,
};

export type ModelFiles = typeof modelFiles;

/** Loads the script on the first call; later calls return the same. */
export type LoadModelFiles = () => Promise<ModelFiles>;
