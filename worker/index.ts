import * as Comlink from 'comlink';
import { loadChunk } from './chunks/load-chunk';
import { loadData } from './data/load';
import { VerifiedCache } from './data/verified-cache';
import { chooseEngine } from './engines/choose';
import { MODEL_FILES_CHUNK } from './model-files/chunk-name';
import {
  PROTOCOL_VERSION,
  type TrainerApi,
  type TrainerAssets,
  TrainerError,
  type TrainerEvent,
} from './protocol';
import { Session } from './session';
import { Macrotask } from './training/macrotask';

/** The worker's side of the boundary: one session, made when the page says hello. */
let session: Session | null = null;

/** Resolves when the page has heard the last event. */
let heard: unknown = Promise.resolve();

async function hello(assets: TrainerAssets, listener: (event: TrainerEvent) => void): Promise<number> {
  const fetch = globalThis.fetch.bind(globalThis);
  const cache = new VerifiedCache();
  const macrotask = new Macrotask();
  const never = new AbortController().signal;
  const breathe = () => macrotask.next();
  session = new Session({
    loadData: (dataSrc, signal, onProgress) => loadData(dataSrc, { fetch, cache, signal, onProgress, breathe }),
    fetch,
    chooseEngine: chooseEngine(assets, fetch),
    modelFiles: () => loadChunk(MODEL_FILES_CHUNK, assets.modelFiles, fetch, never),
    // What a listener does with an event is the page's affair; it must not fail the call that waits for it.
    emit: (event) => {
      heard = Promise.resolve(listener(event)).catch(() => {});
    },
  });
  return PROTOCOL_VERSION;
}

/**
 * Passes a call on to the session. Comlink carries only the message of an `Error` across, so what is thrown
 * goes as plain data and becomes a `TrainerError` again on the page.
 *
 * Events and answers travel on different ports, which do not keep each other's order: an answer waits until the
 * page has heard the events before it, so that after `await pause()` the page has seen the state `paused`.
 */
function pass<K extends Exclude<keyof TrainerApi, 'hello'>>(call: K): TrainerApi[K] {
  const passed = async (...args: unknown[]): Promise<unknown> => {
    try {
      if (!session) throw new Error(`${call}() came before hello()`);
      const method = session[call] as (...args: unknown[]) => Promise<unknown>;
      return await method.apply(session, args);
    } catch (thrown) {
      throw TrainerError.from(thrown).toReport();
    } finally {
      await heard;
    }
  };
  return passed as TrainerApi[K];
}

const api: TrainerApi = {
  hello,
  ping: pass('ping'),
  train: pass('train'),
  pause: pass('pause'),
  resume: pass('resume'),
  step: pass('step'),
  stop: pass('stop'),
  reset: pass('reset'),
  evaluate: pass('evaluate'),
  predict: pass('predict'),
  examine: pass('examine'),
  garments: pass('garments'),
  firstLayer: pass('firstLayer'),
  excitingGarments: pass('excitingGarments'),
  exportModel: pass('exportModel'),
  importModel: pass('importModel'),
  formatPhoto: pass('formatPhoto'),
  setLearningRate: pass('setLearningRate'),
  checkpoint: pass('checkpoint'),
  restore: pass('restore'),
  memory: pass('memory'),
};

Comlink.expose(api);
