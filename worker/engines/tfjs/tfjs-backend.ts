import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { SLOW_BACKEND, simdMissing } from '../../kernels/bindings';
import { type Backend, type EngineInfo, TrainerError } from '../../protocol';
import type { CreateEngine } from '../engine';
import { type ActiveBackend, TfjsEngine } from './tfjs';
import type { Tfjs } from './tfjs-heap';
import { type Registration, registerKernels } from './tfjs-kernels';

/** What the engine tfjs is started from. */
export interface TfjsParts {
  readonly backend: Backend;
  /** Why this engine was taken, for people. */
  readonly why: string;
  /** Fetches the bytes of `tfjs-backend-wasm-simd.wasm`. Called only when the WASM backend starts. */
  readonly readWasm: () => Promise<Uint8Array<ArrayBuffer>>;
  /** Fetches `kernels.wasm`, our kernels for the WASM backend; null leaves TensorFlow.js as it is. */
  readonly readKernels: (() => Promise<Uint8Array<ArrayBuffer>>) | null;
}

/** What this file needs to see of the WASM backend: the heap that Emscripten's module exposes. */
interface WasmBackend {
  readonly wasm: { readonly HEAPU8: Uint8Array };
}

const WASM_FILES = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-threaded-simd.wasm',
] as const;

/** Not the whole namespace, which would bring all of TensorFlow.js into the bundle. */
const USED_BY_KERNELS: Tfjs = {
  engine: tf.engine,
  findBackend: tf.findBackend,
  getBackend: tf.getBackend,
  getKernel: tf.getKernel,
  mul: tf.mul,
  registerKernel: tf.registerKernel,
  tidy: tf.tidy,
  unregisterKernel: tf.unregisterKernel,
  AdamOptimizer: tf.AdamOptimizer,
  MomentumOptimizer: tf.MomentumOptimizer,
  RMSPropOptimizer: tf.RMSPropOptimizer,
  SGDOptimizer: tf.SGDOptimizer,
};

let wasmStarted: Promise<void> | null = null;
let registration: Registration | null = null;

/**
 * Starts a TensorFlow.js backend, proves that it computes, and returns the way to make engines on it.
 * There is no fallback: what was asked for runs, or the call fails and says why.
 * @throws TrainerError `wasm-simd-missing` (with the offer to use `cpu`), `wasm-file` or `engine-start`
 */
export async function startTfjs(parts: TfjsParts): Promise<CreateEngine> {
  const { backend, readWasm } = parts;
  if (backend === 'wasm') {
    wasmStarted ??= startWasm(readWasm);
    try {
      await wasmStarted;
    } catch (thrown) {
      wasmStarted = null;
      throw thrown;
    }
  }
  if (!(await tf.setBackend(backend))) throw startFailed(backend, 'setBackend answered false');
  const without = backend === 'wasm' ? await useKernels(parts.readKernels) : '';
  probe(backend);
  const info: EngineInfo = {
    name: 'tfjs',
    backend,
    threads: 1,
    label: backend === 'wasm' ? 'tfjs, WASM SIMD, 1 thread' : 'tfjs, plain JavaScript, 1 thread',
    why: parts.why + without,
  };
  const active: ActiveBackend = {
    activate: () => {
      if (tf.getBackend() !== backend) void tf.setBackend(backend);
    },
    heapBytes: backend === 'wasm' ? wasmHeapBytes : () => 0,
  };
  return (setup) => new TfjsEngine(setup, info, active);
}

async function startWasm(readWasm: TfjsParts['readWasm']): Promise<void> {
  // Threads of the backend's own would need blob workers, which content policies block and iOS fails on.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw simdMissing();
  const bytes = await readWasm();
  // The backend hangs for ever on bytes that do not compile, so they are compiled here first.
  try {
    await WebAssembly.compile(bytes);
  } catch (thrown) {
    throw startFailed('wasm', String(thrown));
  }
  serveWasm(bytes);
}

/**
 * Puts our kernels into the WASM backend, or takes them back.
 * @returns what there is to say about kernels that could not be used
 * @throws TrainerError `wasm-file` when they cannot be fetched
 */
async function useKernels(readKernels: TfjsParts['readKernels']): Promise<string> {
  if (!readKernels) {
    registration?.unregister();
    registration = null;
    return '';
  }
  if (!registration) {
    const bytes = await readKernels();
    registration = await registerKernels(USED_BY_KERNELS, async () => bytes);
  }
  return registration.registered ? '' : `; without our kernels, because ${registration.reason}`;
}

/** Has the backend take the bytes already fetched, instead of fetching with no check of the answer. */
function serveWasm(bytes: Uint8Array<ArrayBuffer>): void {
  const address = 'fmnist-trainer:wasm';
  const platform = tf.env().platform;
  const fetchElse = platform.fetch.bind(platform);
  platform.fetch = (path, init) =>
    path === address ? Promise.resolve(new Response(bytes)) : fetchElse(path, init);
  setWasmPaths(Object.fromEntries(WASM_FILES.map((file) => [file, address])), true);
}

/** A product whose answer is known. A backend that is registered may still be unable to compute. */
function probe(backend: Backend): void {
  const [answer] = tf.tidy(() => tf.matMul([[1, 2]], [[3], [4]]).dataSync());
  if (answer !== 11) throw startFailed(backend, `1·3 + 2·4 came out as ${answer}`);
}

function wasmHeapBytes(): number {
  return (tf.findBackend('wasm') as unknown as WasmBackend).wasm.HEAPU8.buffer.byteLength;
}

function startFailed(backend: Backend, got: string): TrainerError {
  return new TrainerError({
    code: 'engine-start',
    message: `TensorFlow.js could not start its ${backend} backend.`,
    got,
    expected: 'a backend that starts and computes',
    remedy:
      backend === 'wasm'
        ? "If the page has a Content-Security-Policy, the worker needs script-src 'wasm-unsafe-eval'. Otherwise reload."
        : 'Reload the page and try again.',
    ...(backend === 'wasm' && { offer: SLOW_BACKEND }),
  });
}
