import * as Comlink from 'comlink';
import type {
  GreyImage,
  MemoryReport,
  ModelFile,
  ModelInfo,
  RestoreOptions,
  RunConfigInput,
  RunSettings,
  RunSummary,
  SessionState,
  StepUnit,
  TrainerApi,
  TrainerEvent,
  TrainOptions,
} from '../../worker/protocol';
import { withAbsoluteData } from './absolute-data';
import { forwardCalls, type TrainerCalls } from './forward-calls';
import { type ListedRun, storedRuns } from './list-stored-runs';
import { findWorker, inItsPlace, isPreBundled } from './pre-bundled';
import type { WorkerLocation } from './start-worker';
import { WorkerSupervisor } from './worker-supervisor';

/**
 * Where the worker and its files are, by default beside this module. Read again whenever a worker starts.
 */
export type TrainerClientOptions = WorkerLocation;

/** The client forwards these calls to its worker. */
export interface TrainerClient extends TrainerCalls {}

/**
 * The trainer without a user interface. Every call goes to a dedicated worker, which starts with the first call. All methods reject
 * with a `TrainerError`.
 *
 * @example
 * const trainer = new TrainerClient();
 * trainer.subscribe((event) => {
 *   if (event.type === 'epoch') console.log(event.epoch.valAccuracy);
 * });
 * await trainer.train({ dataSrc: 'drawn-garments', epochs: 3 });
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: `forwardCalls` makes the interface's methods
export class TrainerClient {
  static {
    forwardCalls(TrainerClient.prototype, (client, name, args) => client.#forward(name, args));
  }

  readonly #worker: WorkerSupervisor;

  constructor(options: TrainerClientOptions = {}) {
    this.#worker = new WorkerSupervisor(options);
  }

  /** The state that the worker last reported. */
  get state(): SessionState {
    return this.#worker.state;
  }

  /** Calls `listener` with every event of the trainer, in order. Returns a function that ends this. */
  subscribe(listener: (event: TrainerEvent) => void): () => void {
    return this.#worker.subscribe(listener);
  }

  /**
   * Trains a run to its end. Settings that are left out have the lesson's values.
   * @param options `{ fromModel: true }` begins with the weights of the current model, and a `fresh` or `restored` `optimizer`. Hidden
   *   units and activation are then the model's
   * @throws TrainerError `config-*`, `data-*`, `engine-*`, `loss-not-finite`; `call-refused` during another run, or with `fromModel`
   *   when there is no model
   */
  train(config: RunSettings = {}, options: TrainOptions = {}): Promise<RunSummary> {
    return this.#worker.call('train', withAbsoluteData(config), options);
  }

  /**
   * Trains one batch, to the end of the epoch, or until only its last batch is left, then pauses. Starts a run if there is none. If only
   * the last batch is left already, `last-batch` trains nothing.
   */
  step(unit: StepUnit, config: RunSettings = {}): Promise<void> {
    return this.#worker.call('step', unit, withAbsoluteData(config));
  }

  reset(): Promise<void> {
    return this.#worker.reset();
  }

  /**
   * Opens a trained network in place of the current model. It predicts at once, without a data set, on one thread. A run can begin
   * with it (`train(config, { fromModel: true })`). If the source is not accepted, the current model stays.
   * @param source an address, or the files: a TensorFlow.js layers model (`model.json` and its weight files, or both in a .zip
   *   such as `exportModel('tfjs')` makes) or a .safetensors file. It needs 784 inputs, one to six hidden Dense layers with relu, tanh
   *   or sigmoid, and ten softmax outputs
   * @throws TrainerError `model-not-found`, `model-unreadable`, `model-unsupported`, `model-shape` (with both shapes),
   *   `model-files`; `call-refused` during a run, `call-overtaken` if a run or another model was started meanwhile
   */
  async importModel(source: string | URL | Iterable<File>): Promise<ModelInfo> {
    const isAddress = typeof source === 'string' || isUrl(source);
    if (!isAddress) return this.#worker.call('importModel', await contentsOf(source));
    const address = absolute(source);
    // Without a wait, so that calls reach the worker in their order.
    if (!isPreBundled) return this.#worker.call('importModel', address);
    return this.#worker.call('importModel', inItsPlace(address, await findWorker()));
  }

  formatPhoto(photo: Blob | ImageBitmap | GreyImage): Promise<Uint8Array> {
    const transferred = isBitmap(photo) ? Comlink.transfer(photo, [photo]) : photo;
    return this.#worker.call('formatPhoto', transferred);
  }

  restore(checkpoint: Uint8Array, options: RestoreOptions = {}): Promise<RunSummary | null> {
    return this.#worker.call('restore', checkpoint, withAbsoluteData(options));
  }

  /**
   * Turns storing on or off: when on, every run is stored in this browser after each epoch, when it pauses and when it ends. Off at
   * first. If a run cannot be stored, an event `storage` reports why, and training continues.
   */
  autosave(on: boolean): void {
    this.#worker.autosave(on);
  }

  /** Stores the run as it is now, also in the middle of an epoch. Await it before the page is left. */
  saveRun(): Promise<void> {
    return this.#worker.call('saveRun');
  }

  /** The runs that this browser has stored, the latest first. Starts no worker. */
  storedRuns(): Promise<readonly ListedRun[]> {
    return storedRuns();
  }

  continueRun(id: string, options: RestoreOptions = {}): Promise<RunSummary | null> {
    return this.#worker.call('continueRun', id, withAbsoluteData(options));
  }

  /** Tensors and heap of the worker's engine. */
  memory(): Promise<MemoryReport> {
    return this.#worker.call('memory');
  }

  /** Ends the worker. Calls that are not answered yet reject. A later call starts a new worker. */
  dispose(): void {
    this.#worker.dispose();
  }

  #forward(name: keyof TrainerCalls, args: readonly unknown[]): Promise<unknown> {
    return this.#worker.call(name, ...(args as Parameters<TrainerApi[typeof name]>));
  }
}

/** Settings as an element has them, for `train` and `step`. The worker checks their text, as it checks everything else. */
export function unchecked(settings: RunConfigInput): RunSettings {
  return settings as RunSettings;
}

function absolute(source: string | URL): string {
  return URL.canParse(source, document.baseURI) ? new URL(source, document.baseURI).href : `${source}`;
}

/** Objects of a frame's page are no instances of this page's classes. Their class names are the same, so these are compared. */
const classOf = (value: unknown) => Object.prototype.toString.call(value).slice('[object '.length, -1);
const isUrl = (source: URL | Iterable<File>): source is URL => classOf(source) === 'URL';
const isBitmap = (photo: Blob | ImageBitmap | GreyImage): photo is ImageBitmap =>
  classOf(photo) === 'ImageBitmap';

function contentsOf(files: Iterable<File>): Promise<readonly ModelFile[]> {
  // What is not a file, or not a list, is refused by the worker, with a reason.
  if (!files?.[Symbol.iterator]) return files as never;
  const reading = [...files].map(async (file) => {
    const content = typeof file?.arrayBuffer === 'function' && {
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    };
    return content as ModelFile;
  });
  return Promise.all(reading);
}
