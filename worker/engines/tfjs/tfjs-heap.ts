import type * as tf from '@tensorflow/tfjs';
import { instantiateKernels, type Kernels } from '../../kernels/bindings';

/** The functions that a registration uses. They are listed one by one, so that a bundler can leave out the rest of TensorFlow.js. */
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

/** The fields of TensorFlow.js' WASM backend that are used here, as of version 4.22. */
export interface WasmBackend {
  readonly wasm: {
    readonly _malloc: (byteLength: number) => number;
    readonly _free: (address: number) => void;
    readonly HEAPU8: Uint8Array;
    /** The exports of the single-threaded build. */
    readonly asm?: { readonly memory?: WebAssembly.Memory };
    /** The memory of the multithreaded build. */
    readonly wasmMemory?: WebAssembly.Memory;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo;
}

/** The memory of a WASM backend, or the reason why it cannot be reached. */
export function backendMemory(backend: WasmBackend | null): WebAssembly.Memory | string {
  if (!backend) return 'the backend “wasm” has not been started';
  const memory = backend.wasm?.asm?.memory ?? backend.wasm?.wasmMemory;
  if (!(memory instanceof WebAssembly.Memory)) return 'the backend does not expose its memory';
  if (typeof backend.wasm._malloc !== 'function') return 'the backend does not expose its allocator';
  if (typeof backend.dataIdMap?.get !== 'function')
    return 'the backend does not expose the addresses of its tensors';
  return memory;
}

/** Access to tensors in the backend's memory, and our kernels on that memory. */
export class TfjsHeap {
  readonly kernels: Kernels;
  readonly #backend: WasmBackend;

  constructor(backend: WasmBackend, memory: WebAssembly.Memory, module: WebAssembly.Module) {
    this.#backend = backend;
    this.kernels = instantiateKernels(module, memory);
  }

  /** The whole memory as bytes. Do not keep it across an allocation, which may replace the buffer. */
  get bytes(): Uint8Array {
    return this.#backend.wasm.HEAPU8;
  }

  addressOf(tensor: tf.TensorInfo): number {
    return this.#backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** Creates an uninitialised tensor. */
  output(shape: readonly number[], dtype: tf.DataType = 'float32'): tf.TensorInfo {
    return this.#backend.makeOutput(shape, dtype);
  }

  /** Copies a tensor, for kernels that work in place. */
  copy(tensor: tf.TensorInfo): tf.TensorInfo {
    const copy = this.output(tensor.shape, tensor.dtype);
    const from = this.addressOf(tensor);
    const byteLength = 4 * tensor.shape.reduce((product, size) => product * size, 1);
    this.bytes.copyWithin(this.addressOf(copy), from, from + byteLength);
    return copy;
  }

  /** Calls `work` with the address of temporary memory, aligned to 16 bytes, and then frees it. */
  withScratch(byteLength: number, work: (address: number) => void): void {
    const { _malloc, _free } = this.#backend.wasm;
    const block = _malloc(byteLength + 16);
    if (block === 0) throw new RangeError(`the WASM backend cannot allocate ${byteLength} bytes`);
    try {
      work(Math.ceil(block / 16) * 16);
    } finally {
      _free(block);
    }
  }
}
