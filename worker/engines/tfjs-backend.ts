import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type Backend, type EngineInfo, TrainerError } from '../protocol';
import type { CreateEngine } from './engine';
import { type ActiveBackend, TfjsEngine } from './tfjs';

/** Fetches the bytes of `tfjs-backend-wasm-simd.wasm`. Called only when the WASM backend starts. */
export type ReadWasm = () => Promise<Uint8Array<ArrayBuffer>>;

/** What this file needs to see of the WASM backend: the heap that Emscripten's module exposes. */
interface WasmBackend {
  readonly wasm: { readonly HEAPU8: Uint8Array };
}

const WASM_FILES = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-threaded-simd.wasm',
] as const;

let wasmStarted: Promise<void> | null = null;

/**
 * Starts a TensorFlow.js backend, proves that it computes, and returns the way to make engines on it.
 * There is no fallback: what was asked for runs, or the call fails and says why.
 * @throws TrainerError `wasm-simd-missing` (with the offer to use `cpu`), `wasm-file` or `engine-start`
 */
export async function startTfjs(backend: Backend, readWasm: ReadWasm): Promise<CreateEngine> {
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
  probe(backend);
  const info: EngineInfo = {
    name: 'tfjs',
    backend,
    threads: 1,
    label: backend === 'wasm' ? 'tfjs, WASM SIMD, 1 thread' : 'tfjs, plain JavaScript, 1 thread',
    why: `engine="tfjs" and backend="${backend}" were asked for`,
  };
  const active: ActiveBackend = {
    activate: () => {
      if (tf.getBackend() !== backend) void tf.setBackend(backend);
    },
    heapBytes: backend === 'wasm' ? wasmHeapBytes : () => 0,
  };
  return (setup) => new TfjsEngine(setup, info, active);
}

async function startWasm(readWasm: ReadWasm): Promise<void> {
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

function simdMissing(): TrainerError {
  return new TrainerError({
    code: 'wasm-simd-missing',
    message: 'This browser has no WebAssembly SIMD, which the fast backend needs.',
    got: 'no support for WASM SIMD',
    expected: 'a browser with WASM SIMD: Chrome or Edge 91, Firefox 89, Safari 16.4, or later',
    remedy:
      'Update the browser, or train on the cpu backend: the same numbers within rounding, many times slower.',
    field: 'backend',
    offer: { label: 'Use the slow cpu backend', config: { backend: 'cpu' } },
  });
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
    ...(backend === 'wasm' && {
      offer: { label: 'Use the slow cpu backend', config: { backend: 'cpu' } },
    }),
  });
}
