import { scriptImporting, type TrainerAssets, TrainerError } from '../../worker/protocol';

/** An address: text, a `URL`, or a `TrustedScriptURL`, which is handed to the browser as it is. */
export type ScriptAddress = string | { toJSON(): string; toString(): string };

/** Makes the worker of the script at `url`; what it throws is shown as it is. */
export type CreateWorker = (url: URL) => Worker;

export interface WorkerLocation {
  /** Where `worker.js` is; beside this module by default. */
  readonly workerUrl?: ScriptAddress | undefined;
  /** Where the engine's files are; beside `worker.js` by default. */
  readonly assets?: Partial<TrainerAssets> | undefined;
  /** Makes the worker in place of all other ways, for pages with rules of their own. */
  readonly createWorker?: CreateWorker | undefined;
}

/** Absolute URLs of the files that are loaded while the trainer works. */
export interface PackageFiles extends TrainerAssets {
  readonly worker: ScriptAddress;
  /** The layers model that `weights="pretrained"` stands for. */
  readonly pretrained: string;
}

/**
 * The address of `worker.js`, in a form that every bundler sees. Vite looks for `new Worker(new URL(…))`: its server takes a script
 * that it finds in any other way for a module, and makes of it one that a worker cannot start. Other bundlers see the inner `new URL`.
 * `Worker` is another name for `Object` here, and `new Object(url)` is `url` itself. So the expression starts nothing, and can be the
 * only one: two would put two copies of the worker into an application. Minifying keeps the name (`scripts/build/worker-address.mjs`).
 */
const WORKER = addressOf((Worker) => new Worker(new URL('./worker.js', import.meta.url)));

function addressOf(make: (Worker: new (url: URL) => URL) => URL): string {
  return make(Object as unknown as typeof URL).href;
}

/** The files as they lie beside this module, each address in the one form that bundlers see and carry along. */
export const DEFAULT_FILES: PackageFiles = {
  worker: WORKER,
  kernels: new URL('./kernels.wasm', import.meta.url).href,
  kernelsThreads: new URL('./kernels-threads.wasm', import.meta.url).href,
  teamThread: new URL('./team-thread.js', import.meta.url).href,
  modelFiles: new URL('./model-files.js', import.meta.url).href,
  // Bundlers do not see these two: 1.2 MB that few applications use. The entry `tfjs-files` has them in the form that they see.
  tfjsEngine: beside('tfjs-engine.js', import.meta.url),
  tfjsWasmSimd: beside('tfjs-backend-wasm-simd.wasm', import.meta.url),
  // Two files that name each other: a bundler that renames them would part them.
  pretrained: beside('pretrained/lesson/model.json', import.meta.url),
};

/**
 * The files as they lie beside `worker.js`.
 * @throws TrainerError `worker-start` when it is not an address
 */
export function packageFiles(worker: ScriptAddress): PackageFiles {
  const { href } = resolveWorkerUrl({ workerUrl: worker });
  return {
    worker,
    kernels: beside('kernels.wasm', href),
    kernelsThreads: beside('kernels-threads.wasm', href),
    teamThread: beside('team-thread.js', href),
    modelFiles: beside('model-files.js', href),
    tfjsEngine: beside('tfjs-engine.js', href),
    tfjsWasmSimd: beside('tfjs-backend-wasm-simd.wasm', href),
    pretrained: beside('pretrained/lesson/model.json', href),
  };
}

function beside(name: ScriptAddress, url: string): string {
  return new URL(`${name}`, url).href;
}

/**
 * The absolute URL of the worker's script. Relative ones count from the page.
 * @throws TrainerError `worker-start` when it is not an address
 */
export function resolveWorkerUrl({ workerUrl }: WorkerLocation): URL {
  const url = `${workerUrl || DEFAULT_FILES.worker}`;
  if (!URL.canParse(url, document.baseURI)) throw workerNotStarted(url, 'not an address');
  return new URL(url, document.baseURI);
}

/** Absolute URLs of the files that the worker may fetch, beside its script unless placed elsewhere. */
export function resolveAssets(location: WorkerLocation): TrainerAssets {
  const files = {
    ...(isElsewhere(location) ? packageFiles(location.workerUrl) : DEFAULT_FILES),
    ...location.assets,
  };
  const absolute = Object.entries(files).map(([name, url]) => [name, beside(url, document.baseURI)]);
  return Object.fromEntries(absolute);
}

function isElsewhere(location: WorkerLocation): location is WorkerLocation & { workerUrl: ScriptAddress } {
  return Boolean(location.workerUrl) && location.workerUrl !== DEFAULT_FILES.worker;
}

/**
 * The ways to a worker, in the order in which they are tried: each throws, or makes a worker that may still fail before its
 * hand-shake. The embedder's own way is the only one where there is one. A blob that imports the script reaches where a
 * script cannot be started: at another origin, without needing CORS, and without the headers that an isolated page wants.
 * @throws TrainerError `worker-start` when `workerUrl` is not an address
 */
export function waysToWorker(location: WorkerLocation): readonly (() => Worker)[] {
  const url = resolveWorkerUrl(location);
  const { createWorker, workerUrl } = location;
  if (createWorker) return [() => createWorker(url)];
  if (!isElsewhere(location)) {
    return [() => orTrusted(url.href), () => workerOfBlob(url, orTrusted)];
  }
  // A text may come from anyone's attribute: where a page has Trusted Types, its author has to vouch for it.
  const address = typeof workerUrl === 'string' ? url : (workerUrl as URL);
  return [() => start(address), () => workerOfBlob(url, start)];
}

function start(url: string | URL): Worker {
  return new Worker(url, { name: 'fmnist-trainer' });
}

/** Makes a worker; under Trusted Types with a policy of our own, which vouches for the package's own script alone. */
function orTrusted(url: string): Worker {
  try {
    return start(url);
  } catch (thrown) {
    const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
    if (!(thrown instanceof TypeError) || !trustedTypes) throw thrown;
    trustedTypes[POLICY] ??= trustedTypes.createPolicy('fmnist-trainer', { createScriptURL: String });
    return start(trustedTypes[POLICY].createScriptURL(url));
  }
}

/** Where the page has the policy: there can be one of its name, and several bundles of the package. */
const POLICY = Symbol.for('fmnist-trainer');

interface Policy {
  createScriptURL(url: string): URL;
}
interface TrustedTypes {
  [POLICY]?: Policy;
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

function workerOfBlob({ href }: URL, make: (blob: string) => Worker): Worker {
  const blob = URL.createObjectURL(scriptImporting(href));
  const worker = make(blob);
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
      'Check that the file is there. If it lies elsewhere, set worker-url. ' +
      'If the page has a Content-Security-Policy, allow the worker in worker-src. ' +
      'Where the page needs a way of its own, set FmnistTrainer.createWorker.',
  });
}
