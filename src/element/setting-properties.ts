import {
  ATTRIBUTES,
  CONFIG_KEYS,
  type ConfigKey,
  DEFAULT_CONFIG,
  type RunConfig,
  type RunConfigInput,
  type RunSettings,
} from '../../worker/protocol';
import { KEPT_BY_PRESETS } from '../state/kept-by-presets';

/** A setting as a property. A number or a list can also be a text, as in an attribute; a text with options has to be one of them. */
export type SettingProperty<K extends ConfigKey> =
  | RunSettings[K]
  | (RunConfig[K] extends string ? never : string);

/**
 * The settings of a run as properties. They keep the value they were given, text or number. The worker checks them once, when a run
 * starts.
 */
export type SettingProperties = { [K in keyof RunConfig]: SettingProperty<K> };

/** The class of an element, as far as its properties are declared. */
interface ElementClass {
  createProperty(name: ConfigKey, options: { readonly attribute: string; readonly reflect: boolean }): void;
}

/** Gives an element a property for each setting, reflected by its attribute. */
export function defineSettings(element: ElementClass): void {
  for (const key of CONFIG_KEYS) element.createProperty(key, { attribute: ATTRIBUTES[key], reflect: true });
}

/** The settings that have a value, by their names in `RunConfig`. */
export function settingsOf(element: SettingProperties): RunConfigInput {
  const given = CONFIG_KEYS.map((key) => [key, element[key]] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== null));
}

/** Sets some of the settings. `undefined` stands for the default. */
export function changeSettings(element: SettingProperties, change: RunConfigInput): void {
  const known = CONFIG_KEYS.filter((key) => key in change);
  Object.assign(element, Object.fromEntries(known.map((key) => [key, change[key]])));
}

/** The change that sets every setting: those that are left out to their default. */
export function allSettings(settings: RunConfigInput): RunConfigInput {
  return Object.fromEntries(CONFIG_KEYS.map((key) => [key, settings[key]]));
}

/** The change that a preset makes: settings that it does not name become the default, except for those that no preset changes. */
export function presetSettings(settings: RunConfigInput): RunConfigInput {
  const reset = CONFIG_KEYS.filter((key) => !KEPT_BY_PRESETS.includes(key)).map((key) => [key, undefined]);
  return { ...Object.fromEntries(reset), ...settings };
}

/** The number of epochs of the next run; the default if the setting is not a positive integer. */
export function plannedEpochs(element: Pick<SettingProperties, 'epochs'>): number {
  const epochs = Number(element.epochs);
  return Number.isInteger(epochs) && epochs > 0 ? epochs : DEFAULT_CONFIG.epochs;
}
