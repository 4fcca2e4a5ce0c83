import { download, type Fetch } from '../data/download';
import { SLOW_BACKEND } from '../kernels/bindings';
import { type RunConfig, type TrainerAssets, TrainerError } from '../protocol';
import type { CreateEngine } from './engine';
import { FusedStart } from './fused-start';
import { loadScript } from './load-script';
import { startTeamThread } from './start-team-thread';
import { TFJS_CHUNK, type TfjsChunk } from './tfjs-chunk-name';
import { whichEngine } from './which-engine';

/** How the session gets an engine for a configuration. Node brings a chooser that has tfjs built in. */
export type ChooseEngine = (config: RunConfig, signal: AbortSignal) => Promise<CreateEngine>;

/** The chooser of a browser's worker, which loads what an engine needs when it is first asked for. */
export function chooseEngine(assets: TrainerAssets, fetch: Fetch): ChooseEngine {
  const fused = new FusedStart({
    readKernels: (build, signal) => readWasm(assets[build], fetch, signal),
    startTeamThread: globalThis.crossOriginIsolated ? () => startTeamThread(assets.teamThread) : null,
    cores: navigator.hardwareConcurrency,
  });
  return async (config, signal) => {
    const { name, why } = whichEngine(config);
    if (name === 'fused') return fused.start(config.threads, why, signal);
    const startTfjs = await loadTfjs(assets.tfjsEngine, fetch, signal);
    return startTfjs({
      backend: config.backend,
      why,
      readWasm: () => readWasm(assets.tfjsWasmSimd, fetch, signal),
      readKernels: () => readWasm(assets.kernels, fetch, signal),
    });
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
 * Fetches a WebAssembly file.
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
    message: 'A WebAssembly file of the trainer could not be loaded.',
    got: `${got}, from ${url}`,
    expected: `${url.split('/').at(-1)}, served beside worker.js`,
    remedy: 'Serve all files of the package from one folder, the .wasm files included.',
    offer: SLOW_BACKEND,
  });
}
