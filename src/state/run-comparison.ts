import { CONFIG_KEYS, type ConfigKey, type RunConfig } from '../../worker/protocol';

/** A setting in which a run differs from another one. */
export interface SettingDifference {
  readonly key: ConfigKey;
  /** What the run has, and what the other one has instead. */
  readonly value: RunConfig[ConfigKey];
  readonly otherValue: RunConfig[ConfigKey];
}

/** Settings that do nothing unless another one asks for them. */
const NEEDED_WITH: { readonly [K in ConfigKey]?: (config: RunConfig) => boolean } = {
  momentum: ({ optimizer }) => optimizer === 'momentum',
  monitor: ({ patience }) => patience > 0,
};

/** In which settings a run differs from another, in their usual order; those that neither run makes use of left out. */
export function differences(config: RunConfig, other: RunConfig): readonly SettingDifference[] {
  const isUsed = (key: ConfigKey) => [config, other].some((run) => NEEDED_WITH[key]?.(run) ?? true);
  return CONFIG_KEYS.filter((key) => String(config[key]) !== String(other[key]) && isUsed(key)).map((key) => ({
    key,
    value: config[key],
    otherValue: other[key],
  }));
}
