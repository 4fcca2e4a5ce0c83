import { type TrainerAssets, TrainerError } from '../../worker/protocol';
import { findWorker, inItsPlace, isPreBundled } from './pre-bundled';
import { scriptImporting } from './script-blob';
import { WORKER } from './worker-address';

/** An address: text, a `URL`, or a `TrustedScriptURL`, which goes to the browser unchanged. */
export type ScriptAddress = string | { toJSON(): string; toString(): string };

/**
 * Makes a worker from the script at `url`: one for the trainer, and one for each of its helper threads. An error that it throws is
 * shown unchanged.
 */
export type CreateWorker = (url: URL) => Worker;

export interface WorkerLocation {
  /** Where `worker.js` is. By default beside this module. */
  readonly workerUrl?: ScriptAddress | undefined;
  /** Where the files are that the worker fetches. By default beside `worker.js`. */
  readonly assets?: Partial<TrainerAssets> | undefined;
  /** Makes the worker and its helper threads, in place of all other ways, for pages with their own rules. */
  readonly createWorker?: CreateWorker | undefined;
}

/** Absolute URLs of the files that a trainer loads. */
export interface PackageFiles extends TrainerAssets {
  readonly worker: ScriptAddress;
  /** The layers model that `weights="pretrained"` stands for. */
  readonly pretrained: string;
}

/** The files beside this module, each address in a form that bundlers recognise, so that they copy the file. */
export const DEFAULT_FILES: PackageFiles = {
  worker: WORKER,
  kernels: new URL('./kernels.wasm', import.meta.url).href,
  kernelsThreads: new URL('./kernels-threads.wasm', import.meta.url).href,
  modelFiles: new URL('./model-files.js', import.meta.url).href,
  drawnGarments: new URL('./drawn-garments.js', import.meta.url).href,
  photoReading: new URL('./photo-reading.js', import.meta.url).href,
  stepInspection: new URL('./step-inspection.js', import.meta.url).href,
  // Bundlers do not recognise these two files: 1.2 MB that few applications use. The entry `tfjs-files` names them for bundlers.
  tfjsEngine: beside('tfjs-engine.js', import.meta.url),
  tfjsWasmSimd: beside('tfjs-backend-wasm-simd.wasm', import.meta.url),
  // Bundlers do not recognise this either: `model.json` names its weight file, and they would rename that.
  pretrained: beside('pretrained/lesson/model.json', import.meta.url),
};

/**
 * The files beside a given `worker.js`.
 * @throws TrainerError `worker-start` if `worker` is not an address
 */
export function packageFiles(worker: ScriptAddress): PackageFiles {
  const { href } = resolveWorkerUrl({ workerUrl: worker });
  return {
    worker,
    kernels: beside('kernels.wasm', href),
    kernelsThreads: beside('kernels-threads.wasm', href),
    modelFiles: beside('model-files.js', href),
    drawnGarments: beside('drawn-garments.js', href),
    photoReading: beside('photo-reading.js', href),
    stepInspection: beside('step-inspection.js', href),
    tfjsEngine: beside('tfjs-engine.js', href),
    tfjsWasmSimd: beside('tfjs-backend-wasm-simd.wasm', href),
    pretrained: beside('pretrained/lesson/model.json', href),
  };
}

function beside(name: ScriptAddress, url: string): string {
  return new URL(`${name}`, url).href;
}

/** A way to make a worker. Its name is for developer tools. */
export type MakeWorker = (name: string) => Worker;

/** The workers of all trainers of this page and their helper threads. */
const used = new WeakSet<Worker>();

/**
 * Notes that a worker is used, and returns it. A worker can serve only one trainer, and never as its own helper.
 * @throws Error if `createWorker` has returned it before
 */
export function unused(worker: Worker): Worker {
  if (used.has(worker)) throw new Error('createWorker returned a worker twice');
  used.add(worker);
  return worker;
}

/** How to start a worker, and what it needs to know. */
export interface LocatedWorker {
  /** The absolute URL of its script. A relative URL counts from the page. */
  readonly url: URL;
  /** Absolute URLs of the files that it may fetch. By default they are beside its script. */
  readonly assets: TrainerAssets;
  /**
   * The ways to make it, in the order in which they are tried. Each throws, or makes a worker that may still fail before its hand-shake.
   * `createWorker` replaces all others. The second way is a blob that imports the script. It is the only one if the script is at
   * another origin, which needs no CORS for this. It also works if the script lacks the headers that an isolated page requires of a worker.
   */
  readonly ways: readonly MakeWorker[];
}

/**
 * Finds the worker's script and the other files.
 * @throws TrainerError `worker-start` if `workerUrl` is not an address
 */
export async function locateWorker(location: WorkerLocation): Promise<LocatedWorker> {
  const own = await findWorker();
  const url = new URL(inItsPlace(resolveWorkerUrl(location).href, own));
  const files = {
    ...(isElsewhere(location) ? packageFiles(location.workerUrl) : DEFAULT_FILES),
    ...location.assets,
  };
  const absolute = Object.entries(files).map(([name, file]) => [
    name,
    inItsPlace(beside(file, document.baseURI), own),
  ]);
  return { url, assets: Object.fromEntries(absolute), ways: waysToWorker(url, location) };
}

function resolveWorkerUrl({ workerUrl }: WorkerLocation): URL {
  const url = `${workerUrl || DEFAULT_FILES.worker}`;
  if (!URL.canParse(url, document.baseURI)) throw workerNotStarted(url, 'not an address');
  return new URL(url, document.baseURI);
}

function isElsewhere(location: WorkerLocation): location is WorkerLocation & { workerUrl: ScriptAddress } {
  return Boolean(location.workerUrl) && location.workerUrl !== DEFAULT_FILES.worker;
}

function waysToWorker(url: URL, location: WorkerLocation): readonly MakeWorker[] {
  const { createWorker, workerUrl } = location;
  if (createWorker) return [() => createWorker(url)];
  const make = isElsewhere(location) ? start : orTrusted;
  // Text may come from an attribute that anyone has set. On a page with Trusted Types it stays untrusted: the author has to pass a
  // `TrustedScriptURL`.
  const address = make === orTrusted || typeof workerUrl === 'string' ? url.href : (workerUrl as URL);
  const asBlob: MakeWorker = (name) => workerOfBlob(url, name, make);
  return isOfAnotherOrigin(url) ? [asBlob] : [(name) => make(address, name), asBlob];
}

/** No browser makes a worker from such an address. Firefox writes an error on the console when a page tries. */
function isOfAnotherOrigin({ protocol, origin }: URL): boolean {
  return protocol.startsWith('http') && origin !== globalThis.origin;
}

function start(url: string | URL, name: string): Worker {
  return new Worker(url, { name });
}

/**
 * Makes a worker. Under Trusted Types it uses the package's own policy, which is only for the package's own script. The browser logs every
 * plain string that it refuses. So once it has refused one, later workers use the policy.
 */
function orTrusted(url: string | URL, name: string): Worker {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  try {
    return start(trustedTypes?.[POLICY]?.createScriptURL(`${url}`) ?? url, name);
  } catch (thrown) {
    if (!(thrown instanceof TypeError) || !trustedTypes) throw thrown;
    trustedTypes[POLICY] ??= trustedTypes.createPolicy('fmnist-trainer', { createScriptURL: String });
    return start(trustedTypes[POLICY].createScriptURL(`${url}`), name);
  }
}

/** Where the page keeps the policy. A page may have several bundles of the package, but only one policy of a name. */
const POLICY = Symbol.for('fmnist-trainer');

interface Policy {
  createScriptURL(url: string): URL;
}
interface TrustedTypes {
  [POLICY]?: Policy;
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

function workerOfBlob({ href }: URL, name: string, make: typeof start): Worker {
  const blob = URL.createObjectURL(scriptImporting(href));
  const worker = make(blob, name);
  worker.addEventListener('message', () => URL.revokeObjectURL(blob), { once: true });
  return worker;
}

export function workerNotStarted(url: string | URL, got: string): TrainerError {
  return new TrainerError({
    code: 'worker-start',
    message: 'The training worker could not be started.',
    got: `${got}, from ${url}`,
    expected: 'worker.js, served beside fmnist-trainer.js and allowed by the page’s content policy',
    remedy:
      (isPreBundled ? `In Vite’s configuration, set optimizeDeps: { exclude: ['fmnist-trainer'] }. ` : '') +
      'Check that the file exists. If it is elsewhere, set worker-url. ' +
      'If the page has a Content-Security-Policy, allow the worker in worker-src. ' +
      'If the page has to make the worker itself, set FmnistTrainer.createWorker.',
  });
}
