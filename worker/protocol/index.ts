/**
 * All that crosses the boundary between the page and the training worker: the calls, the events,
 * the configuration of a run and the errors. Both sides import this file; it imports nothing. It stays one file, long
 * as it is: it is the whole of what two programs agree on, and a change anywhere in it raises its version.
 */

/** Raised whenever a message changes shape. The hand-shake compares it, so that a cached worker of another version is noticed. */
export const PROTOCOL_VERSION = 11;

/**
 * What a worker runs, as a blob's, where a script's own address is of another origin: it imports that script. Such a worker has the
 * content policy of who made it, Trusted Types included, and loads scripts of ours alone.
 */
export function codeImporting(url: string): Blob {
  const trusting = "self.trustedTypes&&trustedTypes.createPolicy('default',{createScriptURL:String});";
  return new Blob([`${trusting}importScripts(${JSON.stringify(url)})`], { type: 'text/javascript' });
}

// ---------------------------------------------------------------------------------------------
// Configuration of a run

export const ACTIVATIONS = ['relu', 'tanh', 'sigmoid'] as const;
export const OPTIMIZERS = ['adam', 'sgd', 'momentum', 'rmsprop'] as const;
export const ENGINES = ['auto', 'fused', 'tfjs'] as const;
export const BACKENDS = ['wasm', 'cpu'] as const;
export const SAMPLE_WEIGHTINGS = ['example', 'batch'] as const;
export const MONITORS = ['trainLoss', 'trainAccuracy', 'valLoss', 'valAccuracy'] as const;
export const SPLITS = ['train', 'validation', 'test'] as const;
/** How a network leaves the trainer; see docs/formats.md. */
export const MODEL_FORMATS = ['safetensors', 'tfjs', 'onnx', 'keras'] as const;

export type Activation = (typeof ACTIVATIONS)[number];
export type OptimizerName = (typeof OPTIMIZERS)[number];
export type EngineChoice = (typeof ENGINES)[number];
export type EngineName = Exclude<EngineChoice, 'auto'>;
export type Backend = (typeof BACKENDS)[number];
export type SampleWeighting = (typeof SAMPLE_WEIGHTINGS)[number];
export type Monitor = (typeof MONITORS)[number];
export type SplitName = (typeof SPLITS)[number];
export type ModelFormat = (typeof MODEL_FORMATS)[number];

/** The name under which the built-in, procedurally drawn data set is asked for. It is never a fallback. */
export const DRAWN_GARMENTS = 'drawn-garments';

/** Everything a run depends on. The same configuration, seed and engine give the same numbers. */
export interface RunConfig {
  /**
   * Where the data comes from: a folder URL with our `manifest.json` (see `npm run data`) or with the
   * four official IDX `.gz` files, the name `drawn-garments`, or `''` for the public copy of Fashion-MNIST.
   */
  dataSrc: string;
  /** Units of each hidden Dense layer, 1 to 6 layers of 1 to 4,096 units. */
  hiddenUnits: readonly number[];
  /** Activation of the hidden layers. The last layer is always softmax. */
  activation: Activation;
  optimizer: OptimizerName;
  /** Step size, above 0. */
  learningRate: number;
  /** Share of the previous update that is kept, 0 to below 1. Used by the optimizer `momentum` alone. */
  momentum: number;
  /** Images per weight update; at most the size of the training split. */
  batchSize: number;
  /** Slots of the streaming shuffle buffer. 1 keeps the order of the file. */
  shuffleBuffer: number;
  epochs: number;
  /** 32-bit integer from which the weights and the shuffle draw their separate random streams. */
  seed: number;
  /**
   * Share of the training images held out for validation, taken from their end, 0 to below 1.
   * 0 validates on the test split, as the lesson does; above 0 the test split is kept for one final test.
   */
  validationSplit: number;
  /** How many of the training images are used, from the first on; 0 uses all of them. */
  trainImages: number;
  /**
   * How batch losses are averaged into an epoch's loss. `example` weighs every image the same;
   * `batch` is the lesson's mean of batch means, in which the short last batch counts as much as a full one.
   */
  sampleWeighting: SampleWeighting;
  /** Ends the run when an epoch meets it, such as `valAccuracy>=0.88`; `''` never does. */
  stopAt: string;
  /** Ends the run after so many epochs without an improvement of `monitor`; 0 never does. */
  patience: number;
  /** The metric that `patience` watches. */
  monitor: Monitor;
  /**
   * What computes: `fused`, our own training kernels; `tfjs`, the lesson to the letter on TensorFlow.js; `auto` takes
   * `fused` where it can compute what the other settings ask for.
   */
  engine: EngineChoice;
  /** Where it computes: WASM SIMD, or plain JavaScript (slow, works everywhere, the engine `tfjs` alone). */
  backend: Backend;
  /**
   * Threads of the engine `fused`, 1 to 16; 0 takes as many as the machine has cores, at most 8, divided among the trainers that
   * train at the moment. More than there are cores are tried in the second epoch, and kept if it is a fifth shorter. More than one need a
   * cross-origin isolated page. The numbers do not depend on it.
   */
  threads: number;
}

export type ConfigKey = keyof RunConfig;

/** A configuration as code gives it. A setting that is left out, undefined or null takes its default. */
export type RunSettings = {
  readonly [K in keyof RunConfig]?:
    | RunConfig[K]
    | (K extends 'hiddenUnits' ? number : never)
    | null
    | undefined;
};

/** A configuration as a form, an attribute or a command line gives it: unchecked text. The worker checks and completes it, once. */
export type RunConfigInput = {
  readonly [K in keyof RunConfig]?: RunConfig[K] | string | number | null | undefined;
};

/** The lesson's settings. */
export const DEFAULT_CONFIG: RunConfig = {
  dataSrc: '',
  hiddenUnits: [64, 64],
  activation: 'relu',
  optimizer: 'adam',
  learningRate: 1e-3,
  momentum: 0.9,
  batchSize: 64,
  shuffleBuffer: 1024,
  epochs: 20,
  seed: 1,
  validationSplit: 0,
  trainImages: 0,
  sampleWeighting: 'example',
  stopAt: '',
  patience: 0,
  monitor: 'valLoss',
  engine: 'auto',
  backend: 'wasm',
  threads: 0,
};

/** The HTML attribute, form field and command-line option of each setting. */
export const ATTRIBUTES = {
  dataSrc: 'data-src',
  hiddenUnits: 'hidden-units',
  activation: 'activation',
  optimizer: 'optimizer',
  learningRate: 'learning-rate',
  momentum: 'momentum',
  batchSize: 'batch',
  shuffleBuffer: 'shuffle-buffer',
  epochs: 'epochs',
  seed: 'seed',
  validationSplit: 'validation-split',
  trainImages: 'train-images',
  sampleWeighting: 'sample-weighting',
  stopAt: 'stop-at',
  patience: 'patience',
  monitor: 'monitor',
  engine: 'engine',
  backend: 'backend',
  threads: 'threads',
} as const satisfies Readonly<Record<ConfigKey, string>>;

export const CONFIG_KEYS = Object.keys(ATTRIBUTES) as readonly ConfigKey[];

// ---------------------------------------------------------------------------------------------
// Errors

/** What can go wrong, one code each. A code never changes its meaning; the words around it may. */
export type ErrorCode =
  // The configuration
  | 'config-invalid'
  | 'config-batch-too-large'
  // Calls
  | 'call-refused'
  | 'call-overtaken'
  | 'images-invalid'
  | 'index-invalid'
  | 'epoch-not-kept'
  | 'photo-empty'
  | 'photo-unreadable'
  // Checkpoints
  | 'checkpoint-damaged'
  | 'checkpoint-version'
  | 'checkpoint-mismatch'
  // The page's own files, and links that carry settings
  | 'page-file'
  | 'link-version'
  | 'link-invalid'
  // Stored runs
  | 'run-not-stored'
  | 'run-open-elsewhere'
  | 'storage-unavailable'
  // The data set
  | 'data-unreachable'
  | 'data-not-found'
  | 'data-is-html'
  | 'data-cut'
  | 'data-damaged'
  | 'data-manifest'
  | 'data-magic'
  | 'data-dimensions'
  | 'data-truncated'
  | 'data-checksum'
  | 'data-label'
  | 'data-counts'
  // The engine
  | 'engine-file'
  | 'engine-start'
  | 'engine-memory'
  | 'wasm-file'
  | 'wasm-simd-missing'
  | 'loss-not-finite'
  // Models and runs as files
  | 'model-files'
  | 'model-not-found'
  | 'model-unreadable'
  | 'model-unsupported'
  | 'model-shape'
  // The worker
  | 'worker-start'
  | 'worker-version'
  | 'worker-died'
  | 'internal';

/** An error as plain data: what was got, what was expected, what to do. */
export interface TrainerErrorReport {
  readonly code: ErrorCode;
  /** One sentence that says what happened. */
  readonly message: string;
  readonly got: string;
  readonly expected: string;
  /** What the reader can do about it. */
  readonly remedy: string;
  /** The setting that is at fault, if it is one. */
  readonly field?: ConfigKey | undefined;
  /** A change of configuration that would get around it. Offered, never taken without being asked. */
  readonly offer?: { readonly label: string; readonly config: RunSettings } | undefined;
}

/** The error every call of the trainer rejects with. Its `message` is complete on its own, its fields are for screens. */
export class TrainerError extends Error implements TrainerErrorReport {
  override readonly name = 'TrainerError';
  readonly code: ErrorCode;
  readonly got: string;
  readonly expected: string;
  readonly remedy: string;
  readonly field: ConfigKey | undefined;
  readonly offer: TrainerErrorReport['offer'];

  constructor(report: TrainerErrorReport) {
    super(report.message);
    this.code = report.code;
    this.got = report.got;
    this.expected = report.expected;
    this.remedy = report.remedy;
    this.field = report.field;
    this.offer = report.offer;
  }

  /** The plain data of this error, which survives `postMessage`. */
  toReport(): TrainerErrorReport {
    const { code, message, got, expected, remedy, field, offer } = this;
    return { code, message, got, expected, remedy, field, offer };
  }

  /** Whether a value received from the other side is a report, to be made an error again. */
  static isReport(value: unknown): value is TrainerErrorReport {
    return (
      typeof value === 'object' && value !== null && 'code' in value && 'message' in value && 'remedy' in value
    );
  }

  /** Any thrown value as a `TrainerError`; what is not one already becomes `internal`. */
  static from(thrown: unknown): TrainerError {
    if (thrown instanceof TrainerError) return thrown;
    if (TrainerError.isReport(thrown)) return new TrainerError(thrown);
    const words = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return new TrainerError({
      code: 'internal',
      message: `Something failed inside the trainer: ${words}`,
      got: words,
      expected: 'no such failure',
      remedy: 'Press Retry. If it comes back, please report it with this text.',
    });
  }
}

// ---------------------------------------------------------------------------------------------
// States and events

/** `idle → loading → training ⇄ paused → finished | stopped | failed`, owned by the worker. */
export type SessionState = 'idle' | 'loading' | 'training' | 'paused' | 'finished' | 'stopped' | 'failed';

/** Why a run ended well: all epochs done, `stopAt` met, or `patience` used up. */
export type FinishReason = 'epochs' | 'stop-at' | 'patience';

/** Which engine computes, where, and why it was taken. */
export interface EngineInfo {
  readonly name: EngineName;
  /** Words for people, such as `fused, WASM SIMD, 2 threads`. */
  readonly label: string;
  readonly backend: Backend;
  readonly threads: number;
  readonly why: string;
}

/** The data set that was loaded and how this run divides it. */
export interface DataInfo {
  /** `fashion-mnist` or `drawn-garments`, or the name in a custom manifest. */
  readonly name: string;
  readonly classNames: readonly string[];
  readonly trainCount: number;
  readonly validationCount: number;
  readonly testCount: number;
}

/** Mean loss (nats) and accuracy (0 to 1) over `count` images. */
export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number;
  readonly count: number;
}

/** Bytes or drawn images so far. */
export interface LoadingProgress {
  readonly stage: 'loading';
  /** What is being loaded, in words for people. */
  readonly what: string;
  readonly unit: 'bytes' | 'images';
  readonly loaded: number;
  readonly total: number;
}

/** Where the training loop is. Sent at most ten times a second. */
export interface TrainingProgress {
  readonly stage: 'training' | 'validation';
  /** 1-based. */
  readonly epoch: number;
  readonly epochs: number;
  /** Batches done in this stage of the epoch, and how many there are. */
  readonly step: number;
  readonly steps: number;
  /** Running means of this epoch's training split. */
  readonly loss: number;
  readonly accuracy: number;
  /** Training images per second of training time, over the last second or so. */
  readonly imagesPerSecond: number;
  /** Time spent training and validating since the run began, pauses left out. */
  readonly elapsedMs: number;
  readonly remainingMs: number;
  /** The training batches since the last report, oldest first. None is left out. */
  readonly batchLosses: readonly BatchLoss[];
}

/** Mean loss of one training batch, and when it was: epochs trained by then, as a fraction (2.5 is half of the third). */
export interface BatchLoss {
  readonly atEpoch: number;
  readonly loss: number;
}

/** One finished epoch. */
export interface EpochReport {
  /** 1-based. */
  readonly epoch: number;
  readonly epochs: number;
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly valLoss: number;
  readonly valAccuracy: number;
  /** Training and validation together, pauses left out. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

/** The step size was changed when so many epochs, as a fraction, had been trained. */
export interface LearningRateChange {
  readonly learningRate: number;
  readonly atEpoch: number;
}

/** How a run ended. */
export interface RunSummary {
  readonly runId: number;
  readonly state: 'finished' | 'stopped';
  /** Set when `state` is `finished`. */
  readonly reason: FinishReason | null;
  /** Epochs completed. */
  readonly epochs: number;
  readonly seconds: number;
  /** The final test, made only with a `validationSplit`: the test split was never looked at before. */
  readonly test: Evaluation | null;
  /** SHA-256 of the final weights, in hexadecimal; empty when the run was stopped before it had any. */
  readonly weightsSha256: string;
}

/** Where runs are stored: the names of the IndexedDB database, its stores and the lock of a run. */
export const RUN_DATABASE = {
  name: 'fmnist-trainer-runs',
  version: 1,
  /** Id → `StoredRun`. */
  runs: 'runs',
  /** Id and slot → checkpoint file. */
  copies: 'copies',
  lock: (id: string) => `fmnist-trainer-run-${id}`,
} as const;

/** A run that this browser has stored. */
export interface StoredRun {
  /** Stays the same when the run goes on in another tab. */
  readonly id: string;
  /** When it was stored last, in milliseconds since 1970. */
  readonly savedAt: number;
  readonly config: RunConfig;
  /** Epochs finished. */
  readonly epochs: number;
  /** Batches trained of the epoch after those. */
  readonly step: number;
  /** Of the last finished epoch, 0 to 1; null before the first. */
  readonly valAccuracy: number | null;
  /** Why it has ended, if it has. */
  readonly ended: FinishReason | null;
  /** Of all copies together. */
  readonly byteLength: number;
}

/**
 * Why a run is not stored, or not as it should be: there is no storage to write to, it is full, another trainer has gone on with the
 * run, or its newest copy was damaged and it went on from the one before.
 */
export type StorageProblem = 'unavailable' | 'full' | 'open-elsewhere' | 'older-copy';

/** What the worker tells the page. Every event names its run, so that a late one of a stopped run can be dropped. */
export type TrainerEvent =
  | {
      readonly type: 'state';
      readonly runId: number;
      readonly state: SessionState;
      readonly previous: SessionState;
      readonly summary: RunSummary | null;
    }
  | {
      readonly type: 'ready';
      readonly runId: number;
      readonly config: RunConfig;
      readonly engine: EngineInfo;
      readonly data: DataInfo;
      /** Trainable values, 55,050 with the lesson's model. */
      readonly parameterCount: number;
      /** What a run that was restored had behind it: its epochs and changes of the step size. Else empty. */
      readonly epochs: readonly EpochReport[];
      readonly learningRates: readonly LearningRateChange[];
    }
  | { readonly type: 'progress'; readonly runId: number; readonly progress: LoadingProgress | TrainingProgress }
  | {
      readonly type: 'epoch';
      readonly runId: number;
      readonly epoch: EpochReport;
      /** Epochs whose weights can be looked at now, oldest first. The older ones thin out as a run gets long. */
      readonly keptEpochs: readonly number[];
    }
  /** The engine computes with another number of threads, since other trainers have come or gone, or more threads than cores are tried. */
  | { readonly type: 'engine'; readonly runId: number; readonly engine: EngineInfo }
  /** The step size was changed while the run goes on. */
  | ({ readonly type: 'learning-rate'; readonly runId: number } & LearningRateChange)
  /** A model was opened from a file: it predicts, without a run and its data. The state is `idle`. */
  | { readonly type: 'model'; readonly runId: number; readonly model: ModelInfo }
  /** The run has been stored, or could not be. A problem is told once, until storing succeeds again. */
  | {
      readonly type: 'storage';
      readonly runId: number;
      readonly saved: StoredRun | null;
      readonly problem: StorageProblem | null;
      /** What the browser said to the problem. */
      readonly got: string;
    }
  | { readonly type: 'error'; readonly runId: number; readonly error: TrainerErrorReport };

export type TrainerEventOf<T extends TrainerEvent['type']> = Extract<TrainerEvent, { type: T }>;

// ---------------------------------------------------------------------------------------------
// Calls

/** Absolute URLs of the files the worker may have to fetch, resolved on the page. */
export interface TrainerAssets {
  /** `kernels.wasm`, the training kernels for one thread. */
  readonly kernels: string;
  /** `kernels-threads.wasm` and `team-thread.js`, loaded only where threads can share memory. */
  readonly kernelsThreads: string;
  readonly teamThread: string;
  /** `model-files.js`, loaded only when a model or a run becomes a file, or a file one of them. */
  readonly modelFiles: string;
  /** `tfjs-engine.js`, loaded only when the engine `tfjs` is used. */
  readonly tfjsEngine: string;
  /** `tfjs-backend-wasm-simd.wasm`. */
  readonly tfjsWasmSimd: string;
}

/** The ten probabilities of one image. */
export interface Prediction {
  readonly classIndex: number;
  readonly className: string;
  /** Sums to 1, in the order of the class names. */
  readonly probabilities: readonly number[];
}

/** What the network makes of each validation image, in the order of the file, under the weights of one moment. */
export interface Examination {
  /** The weights after this epoch; null stands for those of the moment, whatever has been trained. */
  readonly epoch: number | null;
  /** What the images are: class indices, shape (count). */
  readonly labels: Uint8Array;
  /** What the network takes them for: the most probable class, shape (count). */
  readonly predicted: Uint8Array;
  /** The probability of that class, 0 to 1, shape (count). */
  readonly confidence: Float32Array;
}

/** The first layer's weights as pictures: what each hidden unit adds up of an image. */
export interface FirstLayer {
  readonly epoch: number | null;
  /** Units of the layer, of which the first few are here. */
  readonly units: number;
  /** Unit by unit, each row by row of the image: shape (shown, 784). */
  readonly kernels: Float32Array;
}

/** Grey values of a drawing, white on black: 0 to 255, row-major, shape (height, width). */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/** A file to be saved. */
export interface ExportedFile {
  /** Such as `fmnist-64-64-epoch-20.onnx`. */
  readonly name: string;
  /** Its MIME type. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A file as a visitor chose it. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A trained network that was opened from a file. */
export interface ModelInfo {
  /** Units of each hidden layer. */
  readonly hiddenUnits: readonly number[];
  readonly activation: Activation;
  readonly parameterCount: number;
  /** The class of each output; those of Fashion-MNIST where the file does not tell. */
  readonly classNames: readonly string[];
  readonly engine: EngineInfo;
}

/** How the optimizer of a run begins that goes on from a model. */
export const OPTIMIZER_STARTS = ['fresh', 'restored'] as const;

/** Where a run begins. */
export interface TrainOptions {
  /**
   * Begins from the weights of the model that is here, be it opened or trained, and takes its hidden units and its
   * activation in place of the settings'.
   */
  readonly fromModel?: boolean | undefined;
  /**
   * With `fromModel`: the optimizer begins `fresh`, or is `restored` to the moments of the run that trained the model here, whose
   * method, momentum and engine it then takes in place of the settings'. Of a model that was opened, to the moments of Adam that its `model.json`
   * names, as the one of `weights="pretrained"` does; other files of weights hold none.
   */
  readonly optimizer?: (typeof OPTIMIZER_STARTS)[number] | undefined;
}

/** How a run goes on from a checkpoint. */
export interface RestoreOptions {
  /** Threads to compute with from now on; left out, the run's own setting. The numbers do not depend on it. */
  readonly threads?: number | undefined;
  /**
   * Where the data set is loaded from, as the setting of that name says it, if the checkpoint names an address; left out, from that
   * address. It has to be the same data set.
   */
  readonly dataSrc?: string | undefined;
  /** Pauses before the first batch. */
  readonly paused?: boolean | undefined;
}

/**
 * The page's memory of the data sets that its workers have loaded, on isolated pages: with `images` the worker leaves one there, in
 * shared memory; without it asks for one. Only workers look into it.
 */
export type PageData = (dataSrc: string, images?: object) => Promise<object | undefined>;

/** Sizes that must not grow while training goes on. */
export interface MemoryReport {
  readonly tensors: number;
  readonly heapBytes: number;
}

/** The calls about runs that are stored in the browser. */
export interface RunStorageApi {
  /** Stores runs from now on, or no more: after each epoch, when they pause and when they end. Off until it is turned on. */
  autosave(on: boolean): Promise<void>;
  /** Stores the run as it is at the moment, unless autosave is off or nothing has changed. Resolves when it is stored, or cannot be. */
  saveRun(): Promise<void>;
  /** Goes on with a stored run, as `restore` does with a file, and keeps storing it under its id. */
  continueRun(id: string, options?: RestoreOptions): Promise<RunSummary | null>;
  /** Deletes a stored run. Refused while it trains, here or elsewhere. */
  deleteRun(id: string): Promise<void>;
}

/** What the worker answers to. Every method rejects with a `TrainerErrorReport`. */
export interface TrainerApi extends RunStorageApi {
  /** The first call. Answers with the worker's protocol version. */
  hello(assets: TrainerAssets, listener: (event: TrainerEvent) => void, pageData: PageData): Promise<number>;
  /** Answers at once, whatever goes on: the page's way to see that the worker lives. */
  ping(): Promise<void>;
  /** The last call: ends what goes on, and the helper threads, before the page ends the worker. */
  close(): Promise<void>;
  /** Starts a run and resolves when it has ended. Refused while another one is under way. */
  train(config: RunConfigInput, options?: TrainOptions): Promise<RunSummary>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Trains one batch, or to the end of the epoch, then pauses. Without a run it starts one. */
  step(unit: 'batch' | 'epoch', config?: RunConfigInput): Promise<void>;
  stop(): Promise<void>;
  /** Ends what goes on and forgets the model and the run. The data stays loaded. */
  reset(): Promise<void>;
  /** Loss and accuracy of the current weights. Refused while training goes on: the weights would change in between. */
  evaluate(split: SplitName): Promise<Evaluation>;
  /**
   * Predictions for one or more images of 784 values each: bytes 0 to 255, or floats 0 to 1.
   * Works as soon as a model exists, also while it trains.
   * @param epoch the weights after this epoch, one of those kept; left out or null takes those of the moment
   */
  predict(images: Uint8Array | Float32Array, epoch?: number | null): Promise<readonly Prediction[]>;
  /** What the network makes of every validation image. An epoch's is at hand; that of the moment is computed. */
  examine(epoch?: number | null): Promise<Examination>;
  /** Validation images by their index: bytes, shape (indices, 784). */
  garments(indices: readonly number[]): Promise<Uint8Array>;
  /** The first layer's weights, those of the first `most` units. */
  firstLayer(most: number, epoch?: number | null): Promise<FirstLayer>;
  /** The `count` validation images that a unit of the first layer answers most strongly, strongest first. */
  excitingGarments(unit: number, count: number, epoch?: number | null): Promise<readonly number[]>;
  /**
   * The network as one file for other tools: safetensors, ONNX, or as a .zip a TensorFlow.js layers model (`model.json`,
   * `weights.bin`) or Keras code with its weights (`model.py`, `weights.safetensors`). Works as `predict` does.
   */
  exportModel(format: ModelFormat, epoch?: number | null): Promise<ExportedFile>;
  /**
   * Opens a trained network, in place of the model that is here: a TensorFlow.js layers model (`model.json` and its weight
   * files, or an archive of them) or a .safetensors file. It predicts at once, on one thread and without a data set. Refused
   * while a run is under way, and ended (`call-overtaken`) by a run or a model that is begun meanwhile. What is not accepted
   * changes nothing.
   * @param source the files, or the absolute URL of a `model.json` or of a .safetensors file
   */
  importModel(source: string | readonly ModelFile[]): Promise<ModelInfo>;
  /**
   * Makes of a photo or a drawing what the data set's own images are: 28 × 28 grey values, bright on black, the garment
   * filling the frame and centred. Needs no model.
   * @returns 784 bytes
   */
  formatPhoto(photo: ImageBitmap | GreyImage): Promise<Uint8Array>;
  /** Changes the step size of the run under way, from its next batch on; while it loads, from its first. Refused without one. */
  setLearningRate(learningRate: number | string): Promise<void>;
  /**
   * All that the run is at the moment, as a file (docs/checkpoint-format.md): whoever restores it goes on to the same
   * weights. Works as soon as a model exists, also while it trains and after it has ended, unless it failed.
   */
  checkpoint(): Promise<Uint8Array>;
  /**
   * Goes on with the run of a checkpoint, under its own settings. Refused while another one is under way. A file that is
   * not accepted changes nothing.
   * @returns how the run ended; null as soon as it has paused, where that was asked for
   */
  restore(checkpoint: Uint8Array, options?: RestoreOptions): Promise<RunSummary | null>;
  memory(): Promise<MemoryReport>;
}
