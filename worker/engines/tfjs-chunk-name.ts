import type { startTfjs } from './tfjs-backend';

/** Where `tfjs-engine.js` leaves `startTfjs` once it has run. */
export const TFJS_CHUNK = Symbol.for('fmnist-trainer.tfjs');

/** A global scope in which `tfjs-engine.js` may have run. */
export interface TfjsChunk {
  [TFJS_CHUNK]?: typeof startTfjs;
}
