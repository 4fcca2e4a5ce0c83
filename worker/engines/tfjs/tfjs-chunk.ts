import { offer } from '../../chunks/load-chunk';
import { startTfjs } from './tfjs-backend';
import { TFJS_CHUNK } from './tfjs-chunk-name';

// The build makes a separate script of this file: tfjs-engine.js.
offer(TFJS_CHUNK, startTfjs);
