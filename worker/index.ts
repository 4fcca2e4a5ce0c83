import * as Comlink from 'comlink';
import { loadChunk } from './chunks/load-chunk';
import { DRAWN_GARMENTS_CHUNK } from './data/drawn-garments/chunk-name';
import { loadData } from './data/load';
import { onceAPage } from './data/page-data';
import { sha256 } from './data/sha256';
import { VerifiedCache } from './data/verified-cache';
import { chooseEngine } from './engines/choose';
import { FairCoreAllocator } from './engines/fused/core-allocator';
import { help } from './engines/fused/help';
import { MODEL_FILES_CHUNK } from './model-files/chunk-name';
import { patientFetch } from './patient-fetch';
import { PHOTO_READING_CHUNK } from './photo/chunk-name';
import {
  FORWARDED_CALLS,
  type PageData,
  PROTOCOL_VERSION,
  STORED_RUN_CALLS,
  type StartHelper,
  type TrainerApi,
  type TrainerAssets,
  TrainerError,
  type TrainerEvent,
  withinTime,
} from './protocol';
import { Session } from './session/session';
import { LONGEST_WAIT_MS, PatientWait } from './storage/patient-wait';
import type { RunStore } from './storage/run-store';
import { Macrotask } from './training/macrotask';
import { STEP_INSPECTION_CHUNK } from './training/step-inspection/chunk-name';

/** The worker's side of the connection: one session, created by `hello`. */
let session: Session | null = null;

/** Stores the session's runs. Its script is loaded with the first call about stored runs. */
let store: RunStore | null = null;
let openStore: () => Promise<RunStore>;
/** Resolves when the store knows whether to store runs, or when loading it has taken too long. */
let autosaveHeard: Promise<unknown> = Promise.resolve();

/** Epochs wait for their writing, but not behind one that is late. */
const writes = new PatientWait();

/** Resolves when the page has received the last event. */
let heard: unknown = Promise.resolve();

async function hello(
  assets: TrainerAssets,
  listener: (event: TrainerEvent) => void,
  pageData: PageData,
  startHelper: StartHelper,
): Promise<number> {
  const fetchOnce = globalThis.fetch.bind(globalThis);
  const fetch = patientFetch(fetchOnce);
  const cache = new VerifiedCache();
  const { locks } = navigator;
  const openOnce = onceAPage(pageData, locks);
  const macrotask = new Macrotask();
  const never = new AbortController().signal;
  const breathe = () => macrotask.next();
  const modelFiles = () => loadChunk(MODEL_FILES_CHUNK, assets.modelFiles, fetch, never);
  // A listener that throws on the page must not fail the call that waits for it.
  const emit = (event: TrainerEvent) => {
    heard = Promise.resolve(listener(event)).catch(() => {});
    store?.hear(event);
  };
  const made = new Session({
    loadData: (dataSrc, signal, onProgress) => {
      const loadDrawing = () => loadChunk(DRAWN_GARMENTS_CHUNK, assets.drawnGarments, fetch, signal);
      return loadData(dataSrc, {
        fetch: fetchOnce,
        cache,
        locks,
        loadDrawing,
        openOnce,
        signal,
        onProgress,
        breathe,
      });
    },
    fetch,
    chooseEngine: chooseEngine(assets, fetch, startHelper),
    cores: new FairCoreAllocator(navigator.hardwareConcurrency, locks),
    modelFiles,
    photoReading: () => loadChunk(PHOTO_READING_CHUNK, assets.photoReading, fetch, never),
    stepInspection: () => loadChunk(STEP_INSPECTION_CHUNK, assets.stepInspection, fetch, never),
    emit,
    storeEpoch: () => writes.for(autosaveHeard.then(() => store?.storeEpoch())),
  });
  session = made;
  openStore = async () => {
    const { RunStore } = await modelFiles();
    store ??= new RunStore(made, emit, sha256);
    return store;
  };
  return PROTOCOL_VERSION;
}

type Call = (...args: unknown[]) => Promise<unknown>;

function namesOf<Calls extends object>(calls: Calls): readonly (keyof Calls)[] {
  return Object.keys(calls) as (keyof Calls)[];
}

/** The calls of these names, each passed on to the object that answers it. */
function passing<K extends keyof TrainerApi>(
  calls: readonly K[],
  target: () => object | null,
): Pick<TrainerApi, K> {
  return Object.fromEntries(calls.map((call) => [call, passTo(target, call)])) as Pick<TrainerApi, K>;
}

/**
 * A call that is passed on. Comlink carries only the message of an `Error`, so a thrown error crosses as plain data, and the page turns
 * it into a `TrainerError` again.
 *
 * Events and answers travel on different ports, which do not keep each other's order. An answer therefore waits until the page has
 * received the events before it: after `await pause()`, the page has seen the state `paused`.
 */
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
      // The page may continue the run elsewhere as soon as it knows that it has ended here.
      if (store && !session?.isUnderWay) {
        await withinTime(store.saveRun(), LONGEST_WAIT_MS, 'the storage').catch(() => {});
      }
    }
  };
}

const findSession = () => session;
const findStore = () => session && openStore();
const turnAutosave = passTo(findStore, 'autosave');

async function autosave(on: boolean): Promise<void> {
  const turned = turnAutosave(on);
  autosaveHeard = withinTime(turned, LONGEST_WAIT_MS, 'the storage').catch(() => {});
  await turned;
}

let releaseLock = () => {};

function hold(name: string | null): Promise<boolean> {
  releaseLock();
  return new Promise((resolve) => {
    const { locks } = navigator;
    if (!locks || name === null) return resolve(false);
    const untilReleased = () => {
      resolve(true);
      return new Promise<void>((release) => {
        releaseLock = release;
      });
    };
    locks.request(name, untilReleased).catch(() => resolve(false));
  });
}

async function close(): Promise<void> {
  await session?.reset();
}

async function assist(port: MessagePort): Promise<void> {
  port.onmessage = ({ data }) => help(data);
}

/** The memory of all arrays in a value. */
function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer);
  else if (value instanceof Object) for (const part of Object.values(value)) buffersOf(part, found);
  return found;
}

const sessionCalls = passing(
  [...namesOf(FORWARDED_CALLS), 'train', 'step', 'importModel', 'memory'],
  findSession,
);

const api: TrainerApi = {
  ...sessionCalls,
  readPhoto: async (photo, edge) => {
    const read = await sessionCalls.readPhoto(photo, edge);
    return Comlink.transfer(read, [read.picture]);
  },
  inspectStep: async () => {
    const inspected = await sessionCalls.inspectStep();
    return Comlink.transfer(inspected, [...buffersOf(inspected)]);
  },
  ...passing([...namesOf(STORED_RUN_CALLS), 'saveRun'], findStore),
  hello,
  assist,
  hold,
  ping: async () => {},
  close,
  autosave,
};

Comlink.expose(api);
