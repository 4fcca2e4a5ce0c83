import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/format';
import { writeModel } from '../formats/write-model';
import { RunStore } from '../storage/run-store';
import { readModel } from './read-model';

/** All that turns models and runs into files, and files back into them. What a page does with no file never loads it. */
export const modelFiles = { writeModel, readModel, encodeCheckpoint, decodeCheckpoint, RunStore };

export type ModelFiles = typeof modelFiles;

/** Loads them with the first call, and remembers them. */
export type LoadModelFiles = () => Promise<ModelFiles>;
