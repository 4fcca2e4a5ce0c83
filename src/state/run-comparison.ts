import { CONFIG_KEYS, type ConfigKey, type RunConfig } from '../../worker/protocol';

/** A setting in which a run differs from another one. */
export interface SettingDifference {
  readonly key: ConfigKey;
  /** The run's value, and the other run's. */
  readonly value: RunConfig[ConfigKey];
  readonly otherValue: RunConfig[ConfigKey];
}

/** Settings that have an effect only if another setting enables them. */
const NEEDED_WITH: { readonly [K in ConfigKey]?: (config: RunConfig) => boolean } = {
  momentum: ({ optimizer }) => optimizer === 'momentum',
  monitor: ({ patience }) => patience > 0,
};

/** The settings in which two runs differ, in their usual order, without those that neither run uses. */
export function differences(config: RunConfig, other: RunConfig): readonly SettingDifference[] {
  const isUsed = (key: ConfigKey) => [config, other].some((run) => NEEDED_WITH[key]?.(run) ?? true);
  return CONFIG_KEYS.filter((key) => String(config[key]) !== String(other[key]) && isUsed(key)).map((key) => ({
    key,
    value: config[key],
    otherValue: other[key],
  }));
}
