import type * as tf from '@tensorflow/tfjs';
import { instantiateKernels, type Kernels } from '../../kernels/bindings';

/** What a registration uses of the namespace that an application imports. Named one by one, the rest is not bundled. */
export type Tfjs = Pick<
  typeof tf,
  | 'engine'
  | 'findBackend'
  | 'getBackend'
  | 'getKernel'
  | 'mul'
  | 'registerKernel'
  | 'tidy'
  | 'unregisterKernel'
  | 'AdamOptimizer'
  | 'MomentumOptimizer'
  | 'RMSPropOptimizer'
  | 'SGDOptimizer'
>;

/** What TensorFlow.js' WASM backend lets others see, as of 4.22. */
export interface WasmBackend {
  readonly wasm: {
    readonly _malloc: (byteLength: number) => number;
    readonly _free: (address: number) => void;
    readonly HEAPU8: Uint8Array;
    /** The exports of the build for one thread. */
    readonly asm?: { readonly memory?: WebAssembly.Memory };
    /** The memory of the build for threads. */
    readonly wasmMemory?: WebAssembly.Memory;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo;
}

/** The memory of a WASM backend, or the reason why it cannot be reached. */
export function backendMemory(backend: WasmBackend | null): WebAssembly.Memory | string {
  if (!backend) return 'the backend “wasm” has not been started';
  const memory = backend.wasm?.asm?.memory ?? backend.wasm?.wasmMemory;
  if (!(memory instanceof WebAssembly.Memory)) return 'the backend does not show its memory';
  if (typeof backend.wasm._malloc !== 'function') return 'the backend does not show its allocator';
  if (typeof backend.dataIdMap?.get !== 'function') return 'the backend does not show where its tensors are';
  return memory;
}

/** Tensors where they lie in the backend's memory, and the kernels on it. */
export class TfjsHeap {
  readonly kernels: Kernels;
  readonly #backend: WasmBackend;

  constructor(backend: WasmBackend, memory: WebAssembly.Memory, module: WebAssembly.Module) {
    this.#backend = backend;
    this.kernels = instantiateKernels(module, memory);
  }

  /** All of it as bytes. Read anew after every allocation, which may have moved it. */
  get bytes(): Uint8Array {
    return this.#backend.wasm.HEAPU8;
  }

  addressOf(tensor: tf.TensorInfo): number {
    return this.#backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** A new tensor, uninitialised. */
  output(shape: readonly number[], dtype: tf.DataType = 'float32'): tf.TensorInfo {
    return this.#backend.makeOutput(shape, dtype);
  }

  /** A new tensor with another one's values, for kernels that work in place. */
  copy(tensor: tf.TensorInfo): tf.TensorInfo {
    const copy = this.output(tensor.shape, tensor.dtype);
    const from = this.addressOf(tensor);
    const byteLength = 4 * tensor.shape.reduce((product, size) => product * size, 1);
    this.bytes.copyWithin(this.addressOf(copy), from, from + byteLength);
    return copy;
  }

  /** Lends working memory on a multiple of 16. */
  withScratch(byteLength: number, work: (address: number) => void): void {
    const { _malloc, _free } = this.#backend.wasm;
    const block = _malloc(byteLength + 16);
    if (block === 0) throw new RangeError(`the WASM backend has no ${byteLength} bytes left to work in`);
    try {
      work(Math.ceil(block / 16) * 16);
    } finally {
      _free(block);
    }
  }
}
