import * as Comlink from 'comlink';
import { loadChunk } from './chunks/load-chunk';
import { loadData } from './data/load';
import { loadOnceAPage } from './data/page-data';
import { VerifiedCache } from './data/verified-cache';
import { chooseEngine } from './engines/choose';
import { FairCores } from './engines/fused/fair-cores';
import { endTeamThreads } from './engines/fused/start-team-thread';
import { MODEL_FILES_CHUNK } from './model-files/chunk-name';
import {
  type PageData,
  PROTOCOL_VERSION,
  type RunStorageApi,
  type TrainerApi,
  type TrainerAssets,
  TrainerError,
  type TrainerEvent,
} from './protocol';
import { Session } from './session/session';
import type { RunStore } from './storage/run-store';
import { Macrotask } from './training/macrotask';

/** The worker's side of the boundary: one session, made when the page says hello. */
let session: Session | null = null;

/** Keeps the session's runs. Its script is loaded with the first call to it. */
let store: RunStore | null = null;
let openStore: () => Promise<RunStore>;
/** Resolves when the store has heard whether runs are to be stored, or its script takes too long. */
let autosaveHeard: Promise<unknown> = Promise.resolve();

/** Resolves when the page has heard the last event. */
let heard: unknown = Promise.resolve();

async function hello(
  assets: TrainerAssets,
  listener: (event: TrainerEvent) => void,
  pageData: PageData,
): Promise<number> {
  const fetch = globalThis.fetch.bind(globalThis);
  const cache = new VerifiedCache();
  const macrotask = new Macrotask();
  const never = new AbortController().signal;
  const breathe = () => macrotask.next();
  const modelFiles = () => loadChunk(MODEL_FILES_CHUNK, assets.modelFiles, fetch, never);
  // What a listener does with an event is the page's affair; it must not fail the call that waits for it.
  const emit = (event: TrainerEvent) => {
    heard = Promise.resolve(listener(event)).catch(() => {});
    store?.hear(event);
  };
  const made = new Session({
    loadData: loadOnceAPage(
      (dataSrc, signal, onProgress) => loadData(dataSrc, { fetch, cache, signal, onProgress, breathe }),
      crossOriginIsolated ? pageData : null,
      navigator.locks,
    ),
    fetch,
    chooseEngine: chooseEngine(assets, fetch),
    cores: new FairCores(navigator.hardwareConcurrency, navigator.locks),
    modelFiles,
    emit,
    storeEpoch: () => orAWhile(autosaveHeard.then(() => store?.storeEpoch())),
  });
  session = made;
  openStore = async () => {
    const { RunStore } = await modelFiles();
    store ??= new RunStore(made, emit);
    return store;
  };
  return PROTOCOL_VERSION;
}

/**
 * Passes a call on to the session, or to the store of its runs. Comlink carries only the message of an `Error` across, so
 * what is thrown goes as plain data and becomes a `TrainerError` again on the page.
 *
 * Events and answers travel on different ports, which do not keep each other's order: an answer waits until the
 * page has heard the events before it, so that after `await pause()` the page has seen the state `paused`.
 */
function pass<K extends Exclude<keyof TrainerApi, 'hello' | 'close' | keyof RunStorageApi>>(
  call: K,
): TrainerApi[K] {
  return passTo(() => session, call) as TrainerApi[K];
}

function passToStore<K extends keyof RunStorageApi>(call: K): TrainerApi[K] {
  return passTo(() => session && openStore(), call) as TrainerApi[K];
}

/** A storage that never answers, or its script, keeps nobody for longer. */
const LONGEST_WAIT_MS = 1000;

async function orAWhile(done: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const longest = new Promise((resolve) => {
    timer = setTimeout(resolve, LONGEST_WAIT_MS);
  });
  await Promise.race([done, longest]);
  clearTimeout(timer);
}

type Call = (...args: unknown[]) => Promise<unknown>;

function passTo(target: () => object | null, call: string): Call {
  return async (...args) => {
    try {
      const found = target();
      if (!found) throw new Error(`${call}() came before hello()`);
      const callee = (found instanceof Promise ? await found : found) as Record<string, Call>;
      return await (callee[call] as Call)(...args);
    } catch (thrown) {
      throw TrainerError.from(thrown).toReport();
    } finally {
      await heard;
      // Whoever is told that a run has ended can go on with it elsewhere.
      if (store && !session?.isUnderWay) await orAWhile(store.saveRun());
    }
  };
}

async function autosave(on: boolean): Promise<void> {
  const switched = passToStore('autosave')(on);
  autosaveHeard = orAWhile(switched).catch(() => {});
  return switched;
}

async function close(): Promise<void> {
  await session?.reset();
  endTeamThreads();
}

const api: TrainerApi = {
  hello,
  close,
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
  autosave,
  saveRun: passToStore('saveRun'),
  continueRun: passToStore('continueRun'),
  deleteRun: passToStore('deleteRun'),
  memory: pass('memory'),
};

Comlink.expose(api);
