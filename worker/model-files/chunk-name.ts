import type { Chunk } from '../chunks/load-chunk';
import type { ModelFiles } from './model-files';

/** The script that reads and writes files. A worker loads it with the first call that needs a file. */
export const MODEL_FILES_CHUNK: Chunk<ModelFiles> = {
  file: 'model-files.js',
  code: 'model-files',
  message: 'The script that reads and writes models and runs could not be loaded.',
};
