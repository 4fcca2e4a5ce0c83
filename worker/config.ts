import {
  acceptedValues,
  asText,
  CONFIG_KEYS,
  type ConfigKey,
  exampleOf,
  type RunConfig,
  type RunConfigInput,
  SETTINGS,
  TrainerError,
} from './protocol';
import { canRun, settingValue } from './setting-values';

/**
 * Checks every setting and fills in the defaults. All settings enter the worker through this function. Numbers may be text, as in attributes
 * and form fields. A setting that is missing, `null` or empty takes its default.
 * @throws TrainerError `config-invalid`, with the first invalid setting in `field`
 */
export function parseConfig(input: RunConfigInput): RunConfig {
  if (typeof input !== 'object' || input === null) throw noSettings(input);
  for (const key of Object.keys(input)) {
    if (!Object.hasOwn(SETTINGS, key)) throw unknownSetting(key);
  }
  const config: Record<string, unknown> = {};
  for (const key of CONFIG_KEYS) {
    config[key] = settingValue(key, input[key]);
    if (config[key] === undefined) throw invalidSetting(key, input[key]);
  }
  const checked = config as unknown as RunConfig;
  if (!canRun(checked)) throw fusedOnCpu();
  return checked;
}

/**
 * Checks the settings of a new run like `parseConfig`, and that an accuracy to reach is at most 1. A stored run may have a larger one, and
 * can be continued.
 * @throws TrainerError `config-invalid`, with the first invalid setting in `field`
 */
export function parseNewConfig(input: RunConfigInput): RunConfig {
  const config = parseConfig(input);
  if (shareMeantBy('stopAt', config.stopAt)) throw invalidSetting('stopAt', config.stopAt);
  return config;
}

/** A percentage by itself or as an accuracy to reach, such as `10%`, `valAccuracy > 88%` and `valAccuracy>88`. */
const PERCENTAGE = /^((?:(?:train|val)Accuracy\s*[<>]=?)?\s*)(\d+(?:\.\d+)?|\.\d+)\s*(%?)$/;

/** What a percentage means as a value of the setting: `valAccuracy>0.88` for `valAccuracy>88%`. Undefined for anything else. */
function shareMeantBy(key: ConfigKey, value: unknown): string | undefined {
  const { type } = SETTINGS[key];
  if (typeof value !== 'string') return undefined;
  const [, before = '', number = '', sign] = PERCENTAGE.exec(value.trim()) ?? [];
  if (type === 'target' ? !before || (!sign && Number(number) <= 1) : type !== 'number' || !sign)
    return undefined;
  const share = Number((Number(number) / 100).toPrecision(12));
  return settingValue(key, `${before}${share}`) === undefined ? undefined : `${before}${share}`;
}

function invalidSetting(key: ConfigKey, value: unknown): TrainerError {
  const name = SETTINGS[key].attribute;
  const expected = acceptedValues(key);
  const share = shareMeantBy(key, value);
  const words = share ? 'a share instead of a percentage' : expected;
  return new TrainerError({
    code: 'config-invalid',
    message: `The setting “${name}” cannot be “${asText(value)}”.`,
    got: `${name}="${asText(value)}"`,
    expected,
    remedy: `Set it to ${words}, for example ${name}="${share ?? exampleOf(key)}".`,
    field: key,
    offer: share ? { label: 'Use a share instead of a percentage', config: { [key]: share } } : undefined,
  });
}

function noSettings(value: unknown): TrainerError {
  return new TrainerError({
    code: 'config-invalid',
    message: 'The settings are not an object.',
    got: asText(value),
    expected: 'an object such as { epochs: 3 }',
    remedy: 'Pass an object with the settings, or nothing.',
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
