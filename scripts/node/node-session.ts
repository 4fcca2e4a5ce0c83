import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadData } from '../../worker/data/load';
import { VerifiedCache } from '../../worker/data/verified-cache';
import { type ChooseEngine, readWasm } from '../../worker/engines/choose';
import { startTfjs } from '../../worker/engines/tfjs-backend';
import type { TrainerEvent } from '../../worker/protocol';
import { Session } from '../../worker/session';
import { projectRoot } from '../entry.mjs';
import { fileFetch } from './file-fetch';

/** The worker's session in this Node process: the same loop and engines, with files read from disk. */
export function nodeSession(emit: (event: TrainerEvent) => void): Session {
  const cache = new VerifiedCache(undefined);
  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
  return new Session({
    loadData: (dataSrc, signal, onProgress) =>
      loadData(dataSrc, { fetch: fileFetch, cache, signal, onProgress, breathe }),
    chooseEngine: chooseNodeEngine,
    emit,
  });
}

/** Engines under Node, where tfjs is part of the bundle. */
export const chooseNodeEngine: ChooseEngine = (config, signal) =>
  startTfjs(config.backend, () => readWasm(tfjsWasmUrl(), fileFetch, signal));

function tfjsWasmUrl(): string {
  const file = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';
  return pathToFileURL(join(projectRoot(), file)).href;
}
