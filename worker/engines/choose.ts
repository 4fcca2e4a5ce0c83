import { loadChunk } from '../chunks/load-chunk';
import { download } from '../data/download';
import { canShareMemory } from '../data/shared-memory';
import type { Fetch } from '../fetch';
import { SLOW_BACKEND } from '../kernels/bindings';
import { type RunConfig, type StartHelper, type TrainerAssets, TrainerError, withinTime } from '../protocol';
import type { CreateEngine } from './engine';
import { FusedStart } from './fused/fused-start';
import type { TeamWork } from './fused/team';
import { TFJS_CHUNK } from './tfjs/tfjs-chunk-name';
import { whichEngine } from './which-engine';

/** Chooses and starts the engine for a configuration. Node has its own function, with tfjs built in. */
export type ChooseEngine = (config: RunConfig, signal: AbortSignal) => Promise<CreateEngine>;

/**
 * How long a run waits for a helper thread at most. The page ends the wait much earlier, but not while its timers are slowed down, as in a
 * tab that has been hidden for minutes.
 */
const HELPER_START_MS = 30_000;

/** Chooses engines in a browser's worker. Loads the files of an engine when it is first used. */
export function chooseEngine(assets: TrainerAssets, fetch: Fetch, startHelper: StartHelper): ChooseEngine {
  const startTeamThread = async () => {
    const port = await withinTime(startHelper(), HELPER_START_MS, 'a helper thread');
    return { send: (work: TeamWork) => port.postMessage(work) };
  };
  const fused = new FusedStart({
    readKernels: (build, signal) => readWasm(assets[build], fetch, signal),
    startTeamThread: canShareMemory() ? startTeamThread : null,
    cores: navigator.hardwareConcurrency,
  });
  return async (config, signal) => {
    const { name, why } = whichEngine(config);
    if (name === 'fused') return fused.start(config.threads, why, signal);
    const startTfjs = await loadChunk(TFJS_CHUNK, assets.tfjsEngine, fetch, signal);
    return startTfjs({
      backend: config.backend,
      why,
      readWasm: () => readWasm(assets.tfjsWasmSimd, fetch, signal),
      readKernels: () => readWasm(assets.kernels, fetch, signal),
    });
  };
}

/**
 * Fetches a WebAssembly file.
 * @throws TrainerError `host-busy`, or `wasm-file` if the file cannot be fetched or is not WebAssembly
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
    throw ['wasm-file', 'host-busy'].includes(error.code) ? error : wasmFile(url, error.got);
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
