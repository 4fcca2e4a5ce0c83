import { offer } from '../../chunks/load-chunk';
import { startTfjs } from './tfjs-backend';
import { TFJS_CHUNK } from './tfjs-chunk-name';

// Built as a script of its own: tfjs-engine.js.
offer(TFJS_CHUNK, startTfjs);
