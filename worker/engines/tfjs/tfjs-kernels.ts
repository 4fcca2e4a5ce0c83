import type * as tf from '@tensorflow/tfjs';
import { compileWasm } from '../../kernels/compile';
import { CROSS_ENTROPY_KERNEL, crossEntropyKernel } from './tfjs-cross-entropy';
import { FORMAT_IMAGES_KERNEL, formatImagesKernel } from './tfjs-format-images';
import { backendMemory, type Tfjs, TfjsHeap, type WasmBackend } from './tfjs-heap';
import { matMulKernel } from './tfjs-mat-mul';
import { speedUpOptimizers, updateKernels } from './tfjs-updates';

/** The result of a registration. */
export interface Registration {
  readonly registered: boolean;
  /** Why the kernels were not registered; empty if they were. */
  readonly reason: string;
  /** Removes the kernels again and restores those of TensorFlow.js. */
  unregister(): void;
}

/** Reads one of the two builds: `kernels`, or `kernelsThreads` for shared memory. */
export type ReadKernels = (build: 'kernels' | 'kernelsThreads') => Promise<Uint8Array<ArrayBuffer>>;

const WASM = 'wasm';
const PRODUCTS = ['BatchMatMul', '_FusedMatMul'] as const;

let hasWarned = false;

/**
 * Registers the training kernels in TensorFlow.js' WASM backend. They work directly on the memory of its tensors: matrix products with
 * any transposes, sparse softmax cross-entropy, images as float32, and the updates of `tf.train.sgd`, `momentum`, `rmsprop` and `adam`.
 * Make `wasm` the active backend before (`await tf.setBackend('wasm')`). If TensorFlow.js does not expose what the kernels
 * need, nothing changes, and the console shows one warning.
 * @param tf the namespace the application imports
 * @param readKernels reads the compiled kernels
 */
export async function registerKernels(tf: Tfjs, readKernels: ReadKernels): Promise<Registration> {
  const backend = tf.findBackend(WASM) as unknown as WasmBackend | null;
  const memory = backendMemory(backend);
  if (!backend || typeof memory === 'string') return unpatched(String(memory));
  const originals = PRODUCTS.map((name) => tf.getKernel(name, WASM));
  if (originals.some((config) => !config)) return unpatched('the backend has no kernels for matrix products');
  let heap: TfjsHeap;
  try {
    const isShared = !(memory.buffer instanceof ArrayBuffer);
    const bytes = await readKernels(isShared ? 'kernelsThreads' : 'kernels');
    heap = new TfjsHeap(backend, memory, await compileWasm(bytes));
  } catch (thrown) {
    return unpatched(thrown instanceof Error ? thrown.message : String(thrown));
  }
  for (const config of originals) {
    replaceKernel(tf, { ...config, kernelFunc: matMulKernel(heap, config.kernelFunc) });
  }
  const added = {
    ...updateKernels(heap),
    [CROSS_ENTROPY_KERNEL]: crossEntropyKernel(heap),
    [FORMAT_IMAGES_KERNEL]: formatImagesKernel(heap),
  };
  for (const [kernelName, kernelFunc] of Object.entries(added)) {
    tf.registerKernel({ kernelName, backendName: WASM, kernelFunc });
  }
  const slowDownOptimizers = speedUpOptimizers(tf);
  return {
    registered: true,
    reason: '',
    unregister: () => {
      slowDownOptimizers();
      for (const kernelName of Object.keys(added)) tf.unregisterKernel(kernelName, WASM);
      for (const config of originals) replaceKernel(tf, config);
    },
  };
}

/** Unregisters first: registering a kernel twice works, but logs a warning. */
function replaceKernel(tf: Tfjs, config: tf.KernelConfig): void {
  tf.unregisterKernel(config.kernelName, WASM);
  tf.registerKernel(config);
}

function unpatched(reason: string): Registration {
  if (!hasWarned) console.warn(`fmnist-trainer: TensorFlow.js runs without the training kernels: ${reason}.`);
  hasWarned = true;
  return { registered: false, reason, unregister: () => {} };
}
