import {
  acceptedValues,
  CONFIG_KEYS,
  type ConfigKey,
  exampleOf,
  type RunConfig,
  type RunConfigInput,
  SETTINGS,
  type Setting,
  TrainerError,
} from './protocol';
import { parseTarget } from './training/early-stopping';

/**
 * Checks every setting and fills in the defaults. All settings enter the worker through this function. Numbers may be text, as in attributes
 * and form fields. A setting that is missing, `null` or empty takes its default.
 * @throws TrainerError `config-invalid`, with the first invalid setting in `field`
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

function parseSetting(key: ConfigKey, value: unknown): unknown {
  const setting = SETTINGS[key];
  if (value === undefined || value === null || value === '') return setting.default;
  const parsed = parseValue(setting, value);
  if (parsed === undefined) throw invalidSetting(key, value);
  return parsed;
}

/** The value of a setting; undefined if the setting does not accept it. */
function parseValue(setting: Setting, value: unknown): unknown {
  switch (setting.type) {
    case 'address':
      return typeof value === 'string' ? value.trim() : undefined;
    case 'target':
      return typeof value === 'string' ? targetText(value.trim()) : undefined;
    case 'choice':
      return setting.options.find((option) => option === value);
    case 'number': {
      const number = toNumber(value);
      const fits =
        'above' in setting ? number > setting.above : number >= setting.from && number < setting.below;
      return fits && Number.isFinite(number) ? number : undefined;
    }
    case 'integer':
      return toInteger(value, setting.from, setting.to);
    case 'integers': {
      const parts = Array.isArray(value) ? value : String(value).split(',');
      const numbers = parts.map((part) => toInteger(part, setting.from, setting.to));
      const fits = numbers.length >= 1 && numbers.length <= setting.most && !numbers.includes(undefined);
      return fits ? numbers : undefined;
    }
  }
}

function targetText(text: string): string | undefined {
  return text === '' || parseTarget(text) ? text : undefined;
}

function toInteger(value: unknown, from: number, to = Number.MAX_SAFE_INTEGER): number | undefined {
  const number = toNumber(value);
  return Number.isInteger(number) && number >= from && number <= to ? number : undefined;
}

/** A number, or text that is nothing but a number. `Number` alone would read `''` as 0 and `0x10` as 16. */
function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value.trim()))
    return Number.NaN;
  return Number(value);
}

function invalidSetting(key: ConfigKey, value: unknown): TrainerError {
  const name = SETTINGS[key].attribute;
  const expected = acceptedValues(key);
  return new TrainerError({
    code: 'config-invalid',
    message: `The setting “${name}” cannot be “${value}”.`,
    got: `${name}="${value}"`,
    expected,
    remedy: `Set it to ${expected}, for example ${name}="${exampleOf(key)}".`,
    field: key,
  });
}

function unknownSetting(key: string): TrainerError {
  return new TrainerError({
    code: 'config-invalid',
    message: `There is no setting “${key}”.`,
    got: `“${key}”`,
    expected: `one of ${CONFIG_KEYS.join(', ')}`,
    remedy: 'Check the spelling.',
  });
}

function fusedOnCpu(): TrainerError {
  return new TrainerError({
    code: 'config-invalid',
    message: 'The engine “fused” needs WebAssembly.',
    got: 'engine="fused" with backend="cpu"',
    expected: 'backend="wasm", or another engine',
    remedy: 'Set backend="wasm", or engine="auto", which then uses the engine “tfjs”.',
    field: 'backend',
  });
}
