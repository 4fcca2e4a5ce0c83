import * as Comlink from 'comlink';
import {
  DRAWN_GARMENTS,
  type Evaluation,
  type Examination,
  type ExportedFile,
  type FirstLayer,
  type GreyImage,
  type MemoryReport,
  type ModelFormat,
  type ModelInfo,
  type Prediction,
  type RestoreOptions,
  type RunConfigInput,
  type RunSettings,
  type RunSummary,
  type SessionState,
  type SplitName,
  type TrainerApi,
  TrainerError,
  type TrainerEvent,
  type TrainOptions,
} from '../../worker/protocol';
import { type ListedRun, storedRuns } from './list-stored-runs';
import type { WorkerLocation } from './start-worker';
import { WorkerConnection } from './worker-connection';

/** States in which a run is under way. */
const ACTIVE: readonly SessionState[] = ['loading', 'training', 'paused'];

/**
 * Where the worker and its files are. With nothing set they lie beside this module. Read anew whenever a worker
 * starts.
 */
export type TrainerClientOptions = WorkerLocation;

/**
 * The trainer as a page sees it, usable without any user interface: every call goes to a dedicated worker,
 * which starts with the first one. All methods reject with a `TrainerError`.
 *
 * @example
 * const trainer = new TrainerClient();
 * trainer.subscribe((event) => {
 *   if (event.type === 'epoch') console.log(event.epoch.valAccuracy);
 * });
 * await trainer.train({ dataSrc: 'drawn-garments', epochs: 3 });
 */
export class TrainerClient {
  readonly #location: WorkerLocation;
  readonly #listeners = new Set<(event: TrainerEvent) => void>();
  #connecting: Promise<WorkerConnection> | null = null;
  #connection: WorkerConnection | null = null;
  #state: SessionState = 'idle';
  #autosave = false;
  #runId = 0;

  constructor(options: TrainerClientOptions = {}) {
    this.#location = options;
  }

  /** The state the worker last reported. */
  get state(): SessionState {
    return this.#state;
  }

  /** Hears every event of the trainer, in order. Returns the way to stop hearing. */
  subscribe(listener: (event: TrainerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Trains a run to its end. Settings that are left out take the lesson's values.
   * @param options `{ fromModel: true }` begins from the weights of the model that is here, with a fresh or restored `optimizer`; hidden
   *   units and activation are then the model's
   * @throws TrainerError `config-*`, `data-*`, `engine-*`, `loss-not-finite`; `call-refused` while a run is under way, or
   *   from a model that there is not
   */
  train(config: RunSettings = {}, options: TrainOptions = {}): Promise<RunSummary> {
    return this.#call((api) => api.train(withAbsoluteData(config), options));
  }

  pause(): Promise<void> {
    return this.#call((api) => api.pause());
  }

  resume(): Promise<void> {
    return this.#call((api) => api.resume());
  }

  /** Trains one batch, or to the end of the epoch, then pauses. Without a run it starts one. */
  step(unit: 'batch' | 'epoch', config: RunSettings = {}): Promise<void> {
    return this.#call((api) => api.step(unit, withAbsoluteData(config)));
  }

  stop(): Promise<void> {
    return this.#call((api) => api.stop());
  }

  /** Ends what goes on and forgets the model. The worker and its data stay, so that the next run starts at once. */
  async reset(): Promise<void> {
    if (this.#connecting) await this.#call((api) => api.reset());
    else if (this.#state !== 'idle') this.#emitState('idle');
  }

  /** Loss and accuracy of the current weights on a split. */
  evaluate(split: SplitName): Promise<Evaluation> {
    return this.#call((api) => api.evaluate(split));
  }

  /**
   * Class probabilities of images with 784 values each: bytes 0 to 255, or floats 0 to 1.
   * @param epoch the weights after this epoch, one of those kept; without it those of the moment
   */
  predict(images: Uint8Array | Float32Array, epoch: number | null = null): Promise<readonly Prediction[]> {
    return this.#call((api) => api.predict(images, epoch));
  }

  /** What the network makes of every validation image, after an epoch or at the moment. */
  examine(epoch: number | null = null): Promise<Examination> {
    return this.#call((api) => api.examine(epoch));
  }

  /** Validation images by their index: bytes, shape (indices, 784). */
  garments(indices: readonly number[]): Promise<Uint8Array> {
    return this.#call((api) => api.garments(indices));
  }

  /** Weights of the first layer's first `most` units, as pictures of 784 values. */
  firstLayer(most: number, epoch: number | null = null): Promise<FirstLayer> {
    return this.#call((api) => api.firstLayer(most, epoch));
  }

  /** The `count` validation images that a unit of the first layer answers most strongly, strongest first. */
  excitingGarments(unit: number, count: number, epoch: number | null = null): Promise<readonly number[]> {
    return this.#call((api) => api.excitingGarments(unit, count, epoch));
  }

  /**
   * The network as one file for other tools: safetensors, ONNX, or a .zip with a TensorFlow.js layers model or with Keras
   * code and its weights. Works as soon as there is a model, also while it trains.
   * @param epoch the weights after this epoch, one of those kept; without it those of the moment
   * @throws TrainerError `call-refused` without a model or for a format that there is not, `epoch-not-kept`
   */
  exportModel(format: ModelFormat, epoch: number | null = null): Promise<ExportedFile> {
    return this.#call((api) => api.exportModel(format, epoch));
  }

  /**
   * Opens a trained network in place of the model that is here. It predicts at once, without a data set, on one thread; a run
   * can begin from it (`train(config, { fromModel: true })`). What is not accepted leaves the model as it is.
   * @param source an address, or the files: a TensorFlow.js layers model (`model.json` and its weight files, or both in a .zip
   *   as `exportModel('tfjs')` makes it) or a .safetensors file. 784 inputs, one to six hidden Dense layers with relu, tanh or
   *   sigmoid, ten softmax outputs
   * @throws TrainerError `model-not-found`, `model-unreadable`, `model-unsupported`, `model-shape` (with both shapes),
   *   `model-files`; `call-refused` while a run is under way, `call-overtaken` when a later call began one
   */
  async importModel(source: string | URL | Iterable<File>): Promise<ModelInfo> {
    if (typeof source === 'string' || source instanceof URL) {
      const url = URL.canParse(source, document.baseURI) ? new URL(source, document.baseURI).href : `${source}`;
      return this.#call((api) => api.importModel(url));
    }
    const reading = [...source].map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    }));
    const files = await Promise.all(reading);
    return this.#call((api) => api.importModel(files));
  }

  /**
   * A photo or a drawing as the network sees it: 784 bytes. Needs no model. An `ImageBitmap` is handed over, and
   * cannot be used afterwards.
   */
  formatPhoto(photo: ImageBitmap | GreyImage): Promise<Uint8Array> {
    const handed = photo instanceof ImageBitmap ? Comlink.transfer(photo, [photo]) : photo;
    return this.#call((api) => api.formatPhoto(handed));
  }

  /** Changes the step size of the run under way, from its next batch on; while it loads, from its first. */
  setLearningRate(learningRate: number | string): Promise<void> {
    return this.#call((api) => api.setLearningRate(learningRate));
  }

  /**
   * All that the run is at the moment, as a file, also while it trains. Whoever restores it, be it in another browser
   * and with another number of threads, ends with the same weights as this run; with the engine `tfjs` within rounding.
   */
  checkpoint(): Promise<Uint8Array> {
    return this.#call((api) => api.checkpoint());
  }

  /**
   * Goes on with the run of a checkpoint, under its own settings. A file that is not accepted changes nothing.
   * @returns how the run ended; null as soon as it has paused, with `{ paused: true }`
   */
  restore(checkpoint: Uint8Array, options: RestoreOptions = {}): Promise<RunSummary | null> {
    return this.#call((api) => api.restore(checkpoint, withAbsoluteData(options)));
  }

  /**
   * Stores every run in this browser from now on, or no more: after each epoch, when it pauses and when it ends. Off until it is
   * turned on. What keeps a run from being stored is told as an event `storage`; training goes on.
   */
  autosave(on: boolean): void {
    this.#autosave = on;
    if (this.#connection) this.#sendAutosave(this.#connection);
  }

  /** Stores the run as it is at the moment, in the middle of an epoch too. Await it before the page is left. */
  saveRun(): Promise<void> {
    return this.#call((api) => api.saveRun());
  }

  /** The runs that this browser has stored, the latest first. Starts no worker. */
  storedRuns(): Promise<readonly ListedRun[]> {
    return storedRuns();
  }

  /**
   * Goes on with a stored run, as `restore` does with a file, and keeps storing it under its id. Where its newest copy is damaged,
   * the one before is taken, which an event tells. Rejects with `run-open-elsewhere` while another trainer trains it.
   */
  continueRun(id: string, options: RestoreOptions = {}): Promise<RunSummary | null> {
    return this.#call((api) => api.continueRun(id, withAbsoluteData(options)));
  }

  /** Deletes a stored run. Rejects while it trains, here or elsewhere. */
  deleteRun(id: string): Promise<void> {
    return this.#call((api) => api.deleteRun(id));
  }

  /** Tensors and heap of the worker's engine. */
  memory(): Promise<MemoryReport> {
    return this.#call((api) => api.memory());
  }

  /** Ends the worker. Calls under way reject; a later call starts a new worker. */
  dispose(): void {
    this.#connection?.close(disposed());
    this.#connecting?.then((connection) => connection.close(disposed())).catch(() => {});
    this.#connecting = null;
    this.#connection = null;
    this.#state = 'idle';
  }

  async #call<T>(make: (api: Comlink.Remote<TrainerApi>) => Promise<T>): Promise<T> {
    const connection = await (this.#connecting ?? this.#connect());
    return connection.call(make);
  }

  #connect(): Promise<WorkerConnection> {
    // Runs are numbered by the worker; those of a new worker follow the ones this page has seen.
    const before = this.#runId;
    const listen = (event: TrainerEvent) => {
      if (this.#connecting === connecting) this.#hear({ ...event, runId: before + event.runId });
    };
    const die = (error: TrainerError) => {
      if (this.#connecting === connecting) this.#fail(error);
    };
    const connecting = WorkerConnection.open(this.#location, listen, die).then(
      (connection) => {
        if (this.#connecting === connecting) {
          this.#connection = connection;
          if (this.#autosave) this.#sendAutosave(connection);
        }
        return connection;
      },
      (thrown) => {
        const error = TrainerError.from(thrown);
        if (this.#connecting === connecting) this.#fail(error);
        throw error;
      },
    );
    this.#connecting = connecting;
    return connecting;
  }

  /** A worker that cannot store runs trains all the same. */
  #sendAutosave(connection: WorkerConnection): void {
    connection
      .call((api) => api.autosave(this.#autosave))
      .catch((thrown) => {
        if (this.#connection !== connection) return;
        const { got } = TrainerError.from(thrown);
        this.#emit({ type: 'storage', runId: this.#runId, saved: null, problem: 'unavailable', got });
      });
  }

  /** The worker is gone, whatever it was doing. The next call starts a new one. */
  #fail(error: TrainerError): void {
    this.#connecting = null;
    this.#connection = null;
    // Between runs it is the next one that cannot be: the run before stays what it was.
    if (!ACTIVE.includes(this.#state)) this.#runId += 1;
    this.#emitState('failed');
    this.#emit({ type: 'error', runId: this.#runId, error: error.toReport() });
  }

  #hear(event: TrainerEvent): void {
    this.#runId = event.runId;
    if (event.type === 'state') {
      this.#state = event.state;
      if (this.#connection) this.#connection.busy = ACTIVE.includes(event.state);
    }
    this.#emit(event);
  }

  #emitState(state: SessionState): void {
    const previous = this.#state;
    this.#state = state;
    this.#emit({ type: 'state', runId: this.#runId, state, previous, summary: null });
  }

  /** A listener that throws is reported as any uncaught error is; the run and the other listeners go on. */
  #emit(event: TrainerEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (thrown) {
        reportError(thrown);
      }
    }
  }
}

/** Settings as an element has them, for `train` and `step`: their text is checked by the worker, as all else. */
export function unchecked(settings: RunConfigInput): RunSettings {
  return settings as RunSettings;
}

/** The same with an absolute address of the data: relative ones count from the page; the worker would take them from its script. */
export function withAbsoluteData<T extends Pick<RunConfigInput, 'dataSrc'>>(config: T): T {
  const { dataSrc } = config;
  if (typeof dataSrc !== 'string' || dataSrc.trim() === '' || dataSrc.trim() === DRAWN_GARMENTS) return config;
  return URL.canParse(dataSrc, document.baseURI)
    ? { ...config, dataSrc: new URL(dataSrc, document.baseURI).href }
    : config;
}

/** The error of a call whose answer nobody waits for any more. */
export function disposed(): TrainerError {
  return new TrainerError({
    code: 'call-refused',
    message: 'The trainer was ended while this call was under way.',
    got: 'dispose(), or the element was removed from the page',
    expected: 'a trainer that stays until the call is answered',
    remedy: 'Keep the element in the page, or call again.',
  });
}
