import { offer } from '../chunks/load-chunk';
import { MODEL_FILES_CHUNK } from './chunk-name';
import { modelFiles } from './model-files';

// Built as a script of its own: model-files.js.
offer(MODEL_FILES_CHUNK, modelFiles);
