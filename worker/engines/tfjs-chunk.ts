import { startTfjs } from './tfjs-backend';
import { TFJS_CHUNK, type TfjsChunk } from './tfjs-chunk-name';

// Built as a script of its own, so that a worker that never uses this engine never loads TensorFlow.js.
// A classic script cannot export: it leaves what it offers under a registered symbol.
const scope = globalThis as TfjsChunk;
scope[TFJS_CHUNK] = startTfjs;
