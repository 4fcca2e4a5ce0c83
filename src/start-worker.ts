import { type TrainerAssets, TrainerError } from '../worker/protocol';

export interface WorkerLocation {
  /** Where `worker.js` is; beside this module by default. */
  readonly workerUrl?: string | URL | undefined;
  /** Where the engine's files are; beside `worker.js` by default. */
  readonly assets?: Partial<TrainerAssets> | undefined;
  /** Makes the worker instead of `new Worker(url)`, for pages with rules of their own. */
  readonly createWorker?: ((url: URL) => Worker) | undefined;
}

/** Absolute URLs of the files that are loaded while the trainer works. */
export interface PackageFiles extends TrainerAssets {
  readonly worker: string;
  /** The layers model that `weights="pretrained"` stands for. */
  readonly pretrained: string;
}

/** The files as they lie beside `worker.js`. */
export function packageFiles(worker: URL): PackageFiles {
  const beside = (name: string) => new URL(name, worker).href;
  return {
    worker: worker.href,
    kernels: beside('kernels.wasm'),
    kernelsThreads: beside('kernels-threads.wasm'),
    teamThread: beside('team-thread.js'),
    modelFiles: beside('model-files.js'),
    tfjsEngine: beside('tfjs-engine.js'),
    tfjsWasmSimd: beside('tfjs-backend-wasm-simd.wasm'),
    pretrained: beside('pretrained/lesson/model.json'),
  };
}

/**
 * The absolute URL of the worker's script. Relative ones count from the page.
 * @throws TrainerError `worker-start` when it is not an address
 */
export function resolveWorkerUrl({ workerUrl }: WorkerLocation): URL {
  if (workerUrl && !URL.canParse(workerUrl, document.baseURI))
    throw workerNotStarted(workerUrl, 'not an address');
  return workerUrl ? new URL(workerUrl, document.baseURI) : new URL('./worker.js', import.meta.url);
}

/** Absolute URLs of the files that the worker may fetch, beside its script unless placed elsewhere. */
export function resolveAssets(location: WorkerLocation): TrainerAssets {
  const files = { ...packageFiles(resolveWorkerUrl(location)), ...location.assets };
  const absolute = Object.entries(files).map(([name, url]) => [name, new URL(url, document.baseURI).href]);
  return Object.fromEntries(absolute);
}

/**
 * Constructs the worker. A script of another origin cannot be given to `Worker` directly; a blob that imports
 * it can, and needs no CORS.
 * @throws TrainerError `worker-start` when the browser refuses at once
 */
export function startWorker(location: WorkerLocation): Worker {
  const url = resolveWorkerUrl(location);
  try {
    if (location.createWorker) return location.createWorker(url);
    if (url.origin === globalThis.location.origin) return new Worker(url, { name: 'fmnist-trainer' });
    const script = new Blob([`importScripts(${JSON.stringify(url.href)})`], { type: 'text/javascript' });
    const blobUrl = URL.createObjectURL(script);
    const worker = new Worker(blobUrl, { name: 'fmnist-trainer' });
    worker.addEventListener('message', () => URL.revokeObjectURL(blobUrl), { once: true });
    return worker;
  } catch (thrown) {
    throw workerNotStarted(url, String(thrown));
  }
}

export function workerNotStarted(url: string | URL, got: string): TrainerError {
  return new TrainerError({
    code: 'worker-start',
    message: 'The training worker could not be started.',
    got: `${got}, from ${url}`,
    expected: 'worker.js, served beside fmnist-trainer.js and allowed by the page’s content policy',
    remedy:
      'Check that the file is there. If it lies elsewhere, set worker-url. ' +
      'If the page has a Content-Security-Policy, allow the worker in worker-src.',
  });
}
