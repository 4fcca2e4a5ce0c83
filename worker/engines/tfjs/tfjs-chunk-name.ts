import type { Chunk } from '../../chunks/load-chunk';
import type { startTfjs } from './tfjs-backend';

/** The engine tfjs as a separate file, so that a worker loads TensorFlow.js only if it uses it. */
export const TFJS_CHUNK: Chunk<typeof startTfjs> = {
  file: 'tfjs-engine.js',
  code: 'engine-file',
  message: 'The file of the engine “tfjs” could not be loaded.',
  remedy: 'In an application built with a bundler, add fmnist-trainer/tfjs-files to FmnistTrainer.assets. ',
};
