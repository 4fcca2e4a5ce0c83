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

function invalidSetting(key: ConfigKey, value: unknown): TrainerError {
  const name = SETTINGS[key].attribute;
  const expected = acceptedValues(key);
  return new TrainerError({
    code: 'config-invalid',
    message: `The setting “${name}” cannot be “${asText(value)}”.`,
    got: `${name}="${asText(value)}"`,
    expected,
    remedy: `Set it to ${expected}, for example ${name}="${exampleOf(key)}".`,
    field: key,
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
