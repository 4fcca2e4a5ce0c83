export const ACTIVATIONS = ['relu', 'tanh', 'sigmoid'] as const;
export const OPTIMIZERS = ['adam', 'sgd', 'momentum', 'rmsprop'] as const;
export const ENGINES = ['auto', 'fused', 'tfjs'] as const;
export const BACKENDS = ['wasm', 'cpu'] as const;
export const SAMPLE_WEIGHTINGS = ['example', 'batch'] as const;
export const MONITORS = ['trainLoss', 'trainAccuracy', 'valLoss', 'valAccuracy'] as const;

export type Activation = (typeof ACTIVATIONS)[number];
export type OptimizerName = (typeof OPTIMIZERS)[number];
export type EngineChoice = (typeof ENGINES)[number];
export type EngineName = Exclude<EngineChoice, 'auto'>;
export type Backend = (typeof BACKENDS)[number];
export type SampleWeighting = (typeof SAMPLE_WEIGHTINGS)[number];
export type Monitor = (typeof MONITORS)[number];

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
