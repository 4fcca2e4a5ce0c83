import { CONFIG_KEYS, type ConfigKey, DEFAULT_CONFIG, type RunConfigInput } from '../../worker/protocol';
import { KEPT_BY_PRESETS } from './kept-by-presets';

export type PresetName = 'lesson' | 'fastLook' | 'wide' | 'tooHighRate' | 'overfit';

/** The presets, each with the settings that differ from the lesson's. */
export const PRESETS: readonly { readonly name: PresetName; readonly settings: RunConfigInput }[] = [
  { name: 'lesson', settings: {} },
  { name: 'fastLook', settings: { epochs: 3 } },
  { name: 'wide', settings: { hiddenUnits: '256,128' } },
  { name: 'tooHighRate', settings: { learningRate: 0.05, epochs: 10 } },
  { name: 'overfit', settings: { trainImages: 1000, epochs: 60 } },
];

/** A setting as text. If it is not set, this is the default, which the worker uses too. */
export function settingText(settings: RunConfigInput, key: ConfigKey): string {
  const value = settings[key];
  return String(value === undefined || value === null || value === '' ? DEFAULT_CONFIG[key] : value);
}

/** The preset that has these settings, apart from those that presets do not change. */
export function presetOf(settings: RunConfigInput): PresetName | undefined {
  const changed = CONFIG_KEYS.filter((key) => !KEPT_BY_PRESETS.includes(key));
  const isSame = (preset: RunConfigInput) =>
    changed.every((key) => settingText(settings, key) === settingText(preset, key));
  return PRESETS.find((preset) => isSame(preset.settings))?.name;
}
