import * as tf from '@tensorflow/tfjs';
import { SLOW_BACKEND, simdMissing } from '../../kernels/bindings';
import { compileWasm } from '../../kernels/compile';
import { type Backend, type EngineInfo, TrainerError } from '../../protocol';
import type { CreateEngine } from '../engine';
import { withCompiled } from './serve-wasm';
import { type ActiveBackend, TfjsEngine } from './tfjs';
import type { Tfjs } from './tfjs-heap';
import { type Registration, registerKernels } from './tfjs-kernels';

/** What the engine tfjs needs to start. */
export interface TfjsParts {
  readonly backend: Backend;
  /** Why this engine was chosen, in plain words. */
  readonly why: string;
  /** Fetches the bytes of `tfjs-backend-wasm-simd.wasm`. Called only when the WASM backend starts. */
  readonly readWasm: () => Promise<Uint8Array<ArrayBuffer>>;
  /** Fetches `kernels.wasm`, our kernels for the WASM backend. Null uses TensorFlow.js without them. */
  readonly readKernels: (() => Promise<Uint8Array<ArrayBuffer>>) | null;
}

/** The part of the WASM backend that this file uses: the heap of Emscripten's module. */
interface WasmBackend {
  readonly wasm: { readonly HEAPU8: Uint8Array };
}

/** Lists the functions one by one. The whole namespace would pull all of TensorFlow.js into the bundle. */
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

/** What is wrong if TensorFlow.js cannot start a backend. */
const NOT_SET = 'setBackend returned false';

let wasmStarted: Promise<void> | null = null;
let registration: Registration | null = null;

/**
 * Starts a TensorFlow.js backend, checks that it computes, and returns a function that creates engines on it.
 * There is no fallback: if the backend in the settings cannot start, the call fails and says why.
 * @throws TrainerError `wasm-simd-missing` (which offers `cpu`), `wasm-file` or `engine-start`
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
  if (!(await tf.setBackend(backend))) throw startFailed(backend, NOT_SET);
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
  // The backend's own threads need blob workers, which content policies block and which fail on iOS.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw simdMissing();
  const bytes = await readWasm();
  let isStarted: boolean;
  try {
    const module = await compileWasm(bytes);
    isStarted = await withCompiled(module, () => tf.setBackend('wasm'));
  } catch (thrown) {
    throw startFailed('wasm', String(thrown));
  }
  if (!isStarted) throw startFailed('wasm', NOT_SET);
}

/**
 * Registers our kernels in the WASM backend, or unregisters them if `readKernels` is null.
 * @returns why the kernels cannot be used, to append to the engine's `why`; empty if they can
 * @throws TrainerError `wasm-file` if they cannot be fetched
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

/** Computes a product whose result is known. A backend can be registered and still be unable to compute. */
function probe(backend: Backend): void {
  const [answer] = tf.tidy(() => tf.matMul([[1, 2]], [[3], [4]]).dataSync());
  if (answer !== 11) throw startFailed(backend, `${answer} as the result of 1·3 + 2·4`);
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
