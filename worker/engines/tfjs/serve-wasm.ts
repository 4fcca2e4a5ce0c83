import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

const WASM_FILES = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-threaded-simd.wasm',
] as const;

const ADDRESS = 'fmnist-trainer:wasm';

/**
 * Makes the WASM backend start with a module that is already compiled. Its own fetch does not check the response, and it awaits
 * `WebAssembly.instantiate`, which may never settle in WebKit, as `compileWasm` explains.
 * @param start starts the backend
 * @throws WebAssembly.LinkError if the module is not the backend's. The backend alone would never stop waiting
 */
export async function withCompiled<T>(module: WebAssembly.Module, start: () => Promise<T>): Promise<T> {
  const { platform } = tf.env();
  const { fetch } = platform;
  const { instantiate } = WebAssembly;
  // The backend instantiates what its fetch returns. Nobody reads these bytes, they only identify that call.
  const bytes = new ArrayBuffer(0);
  const answer = { ok: true, arrayBuffer: async () => bytes } as Response;
  let fail: (thrown: unknown) => void;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const instantiateHere = (source: BufferSource, imports?: WebAssembly.Imports) => {
    if (source !== bytes) return instantiate(source, imports);
    return new Promise((resolve) => {
      try {
        resolve({ module, instance: new WebAssembly.Instance(module, imports) });
      } catch (thrown) {
        fail(thrown);
      }
    });
  };
  platform.fetch = async (path, init) => (path === ADDRESS ? answer : fetch.call(platform, path, init));
  WebAssembly.instantiate = instantiateHere as typeof instantiate;
  setWasmPaths(Object.fromEntries(WASM_FILES.map((file) => [file, ADDRESS])), true);
  try {
    return await Promise.race([start(), failed]);
  } finally {
    platform.fetch = fetch;
    WebAssembly.instantiate = instantiate;
  }
}
