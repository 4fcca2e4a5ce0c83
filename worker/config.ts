import {
  ACTIVATIONS,
  ATTRIBUTES,
  BACKENDS,
  CONFIG_KEYS,
  type ConfigKey,
  DEFAULT_CONFIG,
  ENGINES,
  MONITORS,
  OPTIMIZERS,
  type RunConfig,
  type RunConfigInput,
  SAMPLE_WEIGHTINGS,
  TrainerError,
} from './protocol';
import { parseTarget } from './training/early-stopping';

/** Most hidden layers, and most units in one of them. */
export const MAX_HIDDEN_LAYERS = 6;
export const MAX_UNITS = 4096;
/** Most threads that can be asked for. */
export const MAX_THREADS = 16;

/** Reads one setting; returns undefined when the value does not fit. */
interface Setting<T> {
  readonly expected: string;
  /** A value to suggest. */
  readonly example: string;
  parse(value: unknown): T | undefined;
}

const SETTINGS: { readonly [K in ConfigKey]: Setting<RunConfig[K]> } = {
  dataSrc: {
    expected: 'a folder URL, “drawn-garments”, or nothing',
    example: 'drawn-garments',
    parse: (value) => (typeof value === 'string' ? value.trim() : undefined),
  },
  hiddenUnits: {
    // Made when it is needed: formatting the first number loads the locales, 10 to 80 ms of a start.
    get expected() {
      return `1 to ${MAX_HIDDEN_LAYERS} whole numbers from 1 to ${MAX_UNITS.toLocaleString('en')}, separated by commas`;
    },
    example: '64,64',
    parse: parseHidden,
  },
  activation: choice(ACTIVATIONS),
  optimizer: choice(OPTIMIZERS),
  learningRate: number({ above: 0, expected: 'a number above 0', example: '0.001' }),
  momentum: number({ from: 0, below: 1, expected: 'a number from 0 to below 1', example: '0.9' }),
  batchSize: wholeNumber(1, Number.MAX_SAFE_INTEGER, '64'),
  shuffleBuffer: wholeNumber(1, Number.MAX_SAFE_INTEGER, '1024'),
  epochs: wholeNumber(1, Number.MAX_SAFE_INTEGER, '20'),
  seed: wholeNumber(0, 0xffff_ffff, '1'),
  validationSplit: number({ from: 0, below: 1, expected: 'a number from 0 to below 1', example: '0.1' }),
  trainImages: wholeNumber(0, Number.MAX_SAFE_INTEGER, '1000'),
  sampleWeighting: choice(SAMPLE_WEIGHTINGS),
  stopAt: {
    expected: `a metric, a comparison and a number, or nothing; the metrics are ${MONITORS.join(', ')}`,
    example: 'valAccuracy>=0.88',
    parse: (value) => {
      if (typeof value !== 'string') return undefined;
      const text = value.trim();
      return text === '' || parseTarget(text) ? text : undefined;
    },
  },
  patience: wholeNumber(0, Number.MAX_SAFE_INTEGER, '3'),
  monitor: choice(MONITORS),
  engine: choice(ENGINES),
  backend: choice(BACKENDS),
  threads: {
    expected: `a whole number from 1 to ${MAX_THREADS}, or 0 for as many as the machine has cores`,
    example: '2',
    parse: (value) => {
      const threads = toNumber(value);
      return Number.isSafeInteger(threads) && threads >= 0 && threads <= MAX_THREADS ? threads : undefined;
    },
  },
};

/**
 * The one door through which settings enter: fills in the lesson's defaults and checks every value.
 * Numbers may come as text, as attributes and form fields give them. Missing, `null` and empty values
 * take the default.
 * @throws TrainerError `config-invalid` with the first setting that does not fit in `field`
 */
export function parseConfig(input: RunConfigInput): RunConfig {
  for (const key of Object.keys(input)) {
    if (!Object.hasOwn(SETTINGS, key)) throw unknownSetting(key);
  }
  const config: Record<string, unknown> = {};
  for (const key of CONFIG_KEYS) config[key] = parseSetting(key, input[key]);
  const checked = config as unknown as RunConfig;
  if (checked.engine === 'fused' && checked.backend === 'cpu') throw fusedOnCpu();
  return checked;
}

function fusedOnCpu(): TrainerError {
  return new TrainerError({
    code: 'config-invalid',
    message: 'The engine “fused” computes with WebAssembly alone.',
    got: 'engine="fused" with backend="cpu"',
    expected: 'backend="wasm", or another engine',
    remedy: 'Set engine="auto", which takes the engine tfjs on the cpu backend, or backend="wasm".',
    field: 'backend',
  });
}

function parseSetting(key: ConfigKey, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return DEFAULT_CONFIG[key];
  const setting = SETTINGS[key];
  const parsed = setting.parse(value);
  if (parsed !== undefined) return parsed;
  const { expected, example } = setting;
  const name = ATTRIBUTES[key];
  throw new TrainerError({
    code: 'config-invalid',
    message: `The setting “${name}” does not fit.`,
    got: `${name}="${String(value)}"`,
    expected,
    remedy: `Set it to ${expected}, for example ${name}="${example}".`,
    field: key,
  });
}

function unknownSetting(key: string): TrainerError {
  return new TrainerError({
    code: 'config-invalid',
    message: `There is no setting “${key}”.`,
    got: `the setting “${key}”`,
    expected: CONFIG_KEYS.join(', '),
    remedy: 'Check the spelling.',
  });
}

/** Text that is a number and nothing else; `Number` alone would read `''` as 0 and `0x10` as 16. */
function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value.trim()))
    return Number.NaN;
  return Number(value);
}

function number({
  above = Number.NEGATIVE_INFINITY,
  from = Number.NEGATIVE_INFINITY,
  below = Number.POSITIVE_INFINITY,
  ...words
}: {
  above?: number;
  from?: number;
  below?: number;
  expected: string;
  example: string;
}): Setting<number> {
  return {
    ...words,
    parse: (value) => {
      const parsed = toNumber(value);
      return parsed > above && parsed >= from && parsed < below ? parsed : undefined;
    },
  };
}

function wholeNumber(from: number, to: number, example: string): Setting<number> {
  const range = to === Number.MAX_SAFE_INTEGER ? `of at least ${from}` : `from ${from} to ${to}`;
  return {
    expected: `a whole number ${range}`,
    example,
    parse: (value) => {
      const parsed = toNumber(value);
      return Number.isSafeInteger(parsed) && parsed >= from && parsed <= to ? parsed : undefined;
    },
  };
}

function choice<T extends string>(choices: readonly [T, ...T[]]): Setting<T> {
  return {
    expected: `one of ${choices.join(', ')}`,
    example: choices[0],
    parse: (value) => choices.find((candidate) => candidate === value),
  };
}

function parseHidden(value: unknown): readonly number[] | undefined {
  const parts = Array.isArray(value) ? value : typeof value === 'number' ? [value] : String(value).split(',');
  const units = parts.map(toNumber);
  const fits = units.every((count) => Number.isSafeInteger(count) && count >= 1 && count <= MAX_UNITS);
  return fits && units.length >= 1 && units.length <= MAX_HIDDEN_LAYERS ? units : undefined;
}
