import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/format';
import { writeModel } from '../formats/write-model';
import { readModel } from './read-model';

/** All that turns models and runs into files, and files back into them. What a page does with no file never loads it. */
export const modelFiles = { writeModel, readModel, encodeCheckpoint, decodeCheckpoint };

export type ModelFiles = typeof modelFiles;

/** Loads them with the first call, and remembers them. */
export type LoadModelFiles = () => Promise<ModelFiles>;
