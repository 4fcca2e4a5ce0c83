import { download, type Fetch } from '../data/download';
import { type RunConfig, type TrainerAssets, TrainerError } from '../protocol';
import type { CreateEngine } from './engine';
import { loadScript } from './load-script';
import { TFJS_CHUNK, type TfjsChunk } from './tfjs-chunk-name';

/** How the session gets an engine for a configuration. Node brings a chooser that has tfjs built in. */
export type ChooseEngine = (config: RunConfig, signal: AbortSignal) => Promise<CreateEngine>;

/** The chooser of a browser's worker, which loads an engine's script when it is first asked for. */
export function chooseEngine(assets: TrainerAssets, fetch: Fetch): ChooseEngine {
  return async (config, signal) => {
    const startTfjs = await loadTfjs(assets.tfjsEngine, fetch, signal);
    return startTfjs(config.backend, () => readWasm(assets.tfjsWasmSimd, fetch, signal));
  };
}

async function loadTfjs(
  url: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<NonNullable<TfjsChunk[typeof TFJS_CHUNK]>> {
  const scope = globalThis as TfjsChunk;
  let failure = 'a script that does not define the engine';
  try {
    if (!scope[TFJS_CHUNK]) await loadScript(url, fetch, signal);
  } catch (thrown) {
    signal.throwIfAborted();
    failure = String(thrown);
  }
  const startTfjs = scope[TFJS_CHUNK];
  if (!startTfjs) {
    throw new TrainerError({
      code: 'engine-file',
      message: 'The file of the engine “tfjs” could not be loaded.',
      got: `${failure}, from ${url}`,
      expected: 'tfjs-engine.js, served beside worker.js',
      remedy:
        'Serve all files of the package from one folder. If the page has a content policy, allow that host.',
    });
  }
  return startTfjs;
}

/**
 * Fetches the WASM backend.
 * @throws TrainerError `wasm-file` when there is no such file, or something else in its place
 */
export async function readWasm(
  url: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const bytes = await download(url, { fetch, signal });
    const magic = String.fromCharCode(...bytes.subarray(0, 4));
    if (magic === '\0asm') return bytes;
    throw wasmFile(url, `a file starting with ${JSON.stringify(magic)}`);
  } catch (thrown) {
    signal.throwIfAborted();
    const error = TrainerError.from(thrown);
    throw error.code === 'wasm-file' ? error : wasmFile(url, error.got);
  }
}

function wasmFile(url: string, got: string): TrainerError {
  return new TrainerError({
    code: 'wasm-file',
    message: 'The WebAssembly file of TensorFlow.js could not be loaded.',
    got: `${got}, from ${url}`,
    expected: 'tfjs-backend-wasm-simd.wasm, served beside worker.js',
    remedy: 'Serve all files of the package from one folder, the .wasm file included.',
    offer: { label: 'Use the slow cpu backend', config: { backend: 'cpu' } },
  });
}
