import {
  ATTRIBUTES,
  CONFIG_KEYS,
  type ConfigKey,
  DEFAULT_CONFIG,
  type RunConfig,
  type RunConfigInput,
  type RunSettings,
} from '../../worker/protocol';
import { KEPT_BY_PRESETS } from '../state/presets';

/** A setting as a property. A number or a list may also be text, as in an attribute; a name has to be one of the existing names. */
export type SettingProperty<K extends ConfigKey> =
  | RunSettings[K]
  | (RunConfig[K] extends string ? never : string);

/**
 * The settings of a run as properties. They keep the value they were given, text or number. The worker checks them once, when a run
 * starts.
 *
 * @attr {string} data-src - Folder of the data set, `drawn-garments`, or empty for the public copy
 * @attr {string} hidden-units - Units of each hidden layer, such as `64,64`
 * @attr {string} activation - `relu`, `tanh` or `sigmoid`
 * @attr {string} optimizer - `adam`, `sgd`, `momentum` or `rmsprop`
 * @attr {number} learning-rate - Learning rate, above 0
 * @attr {number} momentum - Share of the previous update that is kept. For the optimizer `momentum` only
 * @attr {number} batch - Images per weight update
 * @attr {number} shuffle-buffer - Size of the shuffle buffer; 1 keeps the order of the file
 * @attr {number} epochs - Passes over the training images
 * @attr {number} seed - Seed of all random numbers
 * @attr {number} validation-split - Share of the training images held out for validation
 * @attr {number} train-images - Number of training images to use; 0 for all
 * @attr {string} sample-weighting - `example` or `batch`
 * @attr {string} stop-at - Ends the run as soon as an epoch meets this, such as `valAccuracy>=0.88`
 * @attr {number} patience - Epochs without improvement after which the run ends
 * @attr {string} monitor - The metric that `patience` watches
 * @attr {string} engine - `fused` for our own kernels, `tfjs` for TensorFlow.js, or `auto`
 * @attr {string} backend - `wasm` or `cpu`
 * @attr {number} threads - Threads of the engine `fused`, 1 to 16; 0 for one per core, at most 8
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

/** The change that a preset makes: what it leaves out becomes the default, except for the settings that no preset touches. */
export function presetSettings(settings: RunConfigInput): RunConfigInput {
  const reset = CONFIG_KEYS.filter((key) => !KEPT_BY_PRESETS.includes(key)).map((key) => [key, undefined]);
  return { ...Object.fromEntries(reset), ...settings };
}

/** The number of epochs of the next run. The default, while the setting is not a positive integer. */
export function plannedEpochs(element: Pick<SettingProperties, 'epochs'>): number {
  const epochs = Number(element.epochs);
  return Number.isInteger(epochs) && epochs > 0 ? epochs : DEFAULT_CONFIG.epochs;
}
