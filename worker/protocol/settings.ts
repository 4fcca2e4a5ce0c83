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

/** The value of `dataSrc` for the built-in, drawn data set. It is never a fallback. */
export const DRAWN_GARMENTS = 'drawn-garments';

/** The name of a setting in HTML, the values it accepts, and its default. */
export type Setting = {
  /** Its HTML attribute, form field, parameter of a link and option of the command line. */
  readonly attribute: string;
} & (
  | { readonly type: 'address' | 'target'; readonly default: ''; readonly example: string }
  | { readonly type: 'choice'; readonly options: readonly string[]; readonly default: string }
  | { readonly type: 'number'; readonly from: number; readonly to: number; readonly default: number }
  | { readonly type: 'number'; readonly from: number; readonly below: number; readonly default: number }
  | { readonly type: 'integer'; readonly from: number; readonly to?: number; readonly default: number }
  | {
      /** At least one and at most `most` whole numbers. */
      readonly type: 'integers';
      readonly most: number;
      readonly from: number;
      readonly to: number;
      readonly default: readonly number[];
    }
);

/** Declared by themselves, so that code that only checks a network, such as the edge function, need not contain the whole table. */
export const MOST_HIDDEN_LAYERS = 6;
export const LEAST_HIDDEN_UNITS = 1;
export const MOST_HIDDEN_UNITS = 4096;

/**
 * Every setting of a run, with the lesson's values as defaults. In float32, a learning rate below 1e-10 changes no weight of the usual
 * size, and one above 1e30 makes the first step infinite. This is the one place that declares a setting. Types, attributes, checks,
 * form fields, the manifest, the guide's reference and the options of `npm run train` come from here. Its description is in
 * `setting-descriptions.ts`: the worker needs none. Checkpoints hold the settings in this order.
 */
// biome-ignore format: a table, one row a setting
export const SETTINGS = {
  dataSrc:         { attribute: 'data-src',         type: 'address',                              default: '', example: DRAWN_GARMENTS },
  hiddenUnits:     { attribute: 'hidden-units',     type: 'integers', most: MOST_HIDDEN_LAYERS, from: LEAST_HIDDEN_UNITS, to: MOST_HIDDEN_UNITS, default: [64, 64] },
  activation:      { attribute: 'activation',       type: 'choice',   options: ACTIVATIONS,       default: 'relu' },
  optimizer:       { attribute: 'optimizer',        type: 'choice',   options: OPTIMIZERS,        default: 'adam' },
  learningRate:    { attribute: 'learning-rate',    type: 'number',   from: 1e-10, to: 1e30,      default: 1e-3 },
  momentum:        { attribute: 'momentum',         type: 'number',   from: 0, below: 1,          default: 0.9 },
  batchSize:       { attribute: 'batch',            type: 'integer',  from: 1,                    default: 64 },
  shuffleBuffer:   { attribute: 'shuffle-buffer',   type: 'integer',  from: 1,                    default: 1024 },
  epochs:          { attribute: 'epochs',           type: 'integer',  from: 1,                    default: 20 },
  seed:            { attribute: 'seed',             type: 'integer',  from: 0, to: 0xffff_ffff,   default: 1 },
  validationSplit: { attribute: 'validation-split', type: 'number',   from: 0, below: 1,          default: 0 },
  trainImages:     { attribute: 'train-images',     type: 'integer',  from: 0,                    default: 0 },
  sampleWeighting: { attribute: 'sample-weighting', type: 'choice',   options: SAMPLE_WEIGHTINGS, default: 'example' },
  stopAt:          { attribute: 'stop-at',          type: 'target',                               default: '', example: 'valAccuracy>=0.88' },
  patience:        { attribute: 'patience',         type: 'integer',  from: 0,                    default: 0 },
  monitor:         { attribute: 'monitor',          type: 'choice',   options: MONITORS,          default: 'valLoss' },
  engine:          { attribute: 'engine',           type: 'choice',   options: ENGINES,           default: 'auto' },
  backend:         { attribute: 'backend',          type: 'choice',   options: BACKENDS,          default: 'wasm' },
  threads:         { attribute: 'threads',          type: 'integer',  from: 0, to: 16,            default: 0 },
} as const satisfies Readonly<Record<string, Setting>>;

type Settings = typeof SETTINGS;
export type ConfigKey = keyof Settings;

type ValueOf<S> = S extends { readonly options: readonly (infer Option)[] }
  ? Option
  : S extends { readonly type: 'integers' }
    ? readonly number[]
    : S extends { readonly default: number }
      ? number
      : string;

/** Everything a run depends on. The same configuration, seed and engine give the same results. */
export type RunConfig = { -readonly [K in keyof Settings]: ValueOf<Settings[K]> };

/** A configuration as code gives it. A setting that is left out, undefined or null takes its default. */
export type RunSettings = {
  readonly [K in keyof RunConfig]?:
    | RunConfig[K]
    | (K extends 'hiddenUnits' ? number : never)
    | null
    | undefined;
};

/** A configuration as a form, attributes or a command line give it: unchecked text. The worker checks and completes it, once. */
export type RunConfigInput = {
  readonly [K in keyof RunConfig]?: RunConfig[K] | string | number | null | undefined;
};

export const CONFIG_KEYS = /* @__PURE__ */ Object.keys(SETTINGS) as readonly ConfigKey[];

/** The lesson's settings. */
export const DEFAULT_CONFIG = /* @__PURE__ */ ofEach('default') as RunConfig;

/** The HTML attribute of each setting. */
export const ATTRIBUTES = /* @__PURE__ */ ofEach('attribute') as {
  readonly [K in ConfigKey]: Settings[K]['attribute'];
};

function ofEach(fact: 'attribute' | 'default'): unknown {
  return Object.fromEntries(Object.entries(SETTINGS).map(([key, setting]) => [key, setting[fact]]));
}
