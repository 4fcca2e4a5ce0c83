import type * as tf from '@tensorflow/tfjs';
import { CROSS_ENTROPY_KERNEL, crossEntropyKernel } from './tfjs-cross-entropy';
import { FORMAT_IMAGES_KERNEL, formatImagesKernel } from './tfjs-format-images';
import { backendMemory, type Tfjs, TfjsHeap, type WasmBackend } from './tfjs-heap';
import { matMulKernel } from './tfjs-mat-mul';
import { speedUpOptimizers, updateKernels } from './tfjs-updates';

/** What came of a registration. */
export interface Registration {
  readonly registered: boolean;
  /** Why nothing was registered; empty when something was. */
  readonly reason: string;
  /** Gives TensorFlow.js back as it was. */
  unregister(): void;
}

/** Reads one of the two builds: `kernels`, or `kernelsThreads` for a memory that threads share. */
export type ReadKernels = (build: 'kernels' | 'kernelsThreads') => Promise<Uint8Array<ArrayBuffer>>;

const WASM = 'wasm';
const PRODUCTS = ['BatchMatMul', '_FusedMatMul'] as const;

let saidWhy = false;

/**
 * Puts the training kernels into TensorFlow.js' WASM backend, on the tensors where they lie: matrix products with any
 * transposes, sparse softmax cross-entropy, images as float32, and the updates of `tf.train.sgd`, `momentum`, `rmsprop` and `adam`. The
 * backend has to be the active one before (`await tf.setBackend('wasm')`). Where TensorFlow.js does not show what this
 * needs, it stays as it is, and the console says so once.
 * @param tf the namespace the application imports
 * @param readKernels where the compiled kernels come from
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
    heap = new TfjsHeap(backend, memory, await WebAssembly.compile(bytes));
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

/** Registering over a kernel that is there works as well, but is warned of. */
function replaceKernel(tf: Tfjs, config: tf.KernelConfig): void {
  tf.unregisterKernel(config.kernelName, WASM);
  tf.registerKernel(config);
}

function unpatched(reason: string): Registration {
  if (!saidWhy) console.warn(`fmnist-trainer: TensorFlow.js runs without the training kernels: ${reason}.`);
  saidWhy = true;
  return { registered: false, reason, unregister: () => {} };
}
