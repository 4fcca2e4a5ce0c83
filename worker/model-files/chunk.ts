import { offer } from '../chunks/load-chunk';
import { MODEL_FILES_CHUNK } from './chunk-name';
import { modelFiles } from './model-files';

// The entry of the separate script model-files.js.
offer(MODEL_FILES_CHUNK, modelFiles);
