import { download } from '../../data/download';
import type { Tfjs } from './tfjs-heap';
import { type Registration, registerKernels } from './tfjs-kernels';

export type { Registration } from './tfjs-kernels';

const FILES = { kernels: 'kernels.wasm', kernelsThreads: 'kernels-threads.wasm' } as const;

/**
 * Speeds up TensorFlow.js' WASM backend: models of Dense layers train several times faster.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import '@tensorflow/tfjs-backend-wasm';
 * import { registerTrainingKernels } from 'fmnist-trainer/tfjs-kernels';
 *
 * await tf.setBackend('wasm');
 * const { registered, reason } = await registerTrainingKernels(tf);
 *
 * @param tf the namespace the application imports
 * @param folder the folder of `kernels.wasm` and `kernels-threads.wasm`; by default, the folder of this module
 * @returns whether the kernels were registered, the reason if they were not, and a function that unregisters them
 */
export function registerTrainingKernels(
  tf: Tfjs,
  folder: string | URL = new URL('.', import.meta.url),
): Promise<Registration> {
  const { signal } = new AbortController();
  const fetch = globalThis.fetch.bind(globalThis);
  return registerKernels(tf, (build) => download(new URL(FILES[build], folder).href, { fetch, signal }));
}
