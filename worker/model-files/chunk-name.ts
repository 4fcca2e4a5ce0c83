import type { Chunk } from '../chunks/load-chunk';
import type { ModelFiles } from './model-files';

/** What reads and writes files, so that a worker that is asked for none never loads it. */
export const MODEL_FILES_CHUNK: Chunk<ModelFiles> = {
  symbol: Symbol.for('fmnist-trainer.model-files'),
  file: 'model-files.js',
  code: 'model-files',
  message: 'The file that reads and writes models and runs could not be loaded.',
};
