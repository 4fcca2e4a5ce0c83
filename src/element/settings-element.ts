import { property } from 'lit/decorators.js';
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
import { LocalizedElement } from '../ui/localized-element';

const setting = (key: ConfigKey) => property({ attribute: ATTRIBUTES[key], reflect: true });

/** A setting as a property: a number or a list may also be text, as an attribute has it; a name is one of those that exist. */
export type SettingProperty<K extends ConfigKey> =
  | RunSettings[K]
  | (RunConfig[K] extends string ? never : string);

/**
 * The settings of a run as attributes and properties. Values are kept as they were given, text or number: the
 * worker checks them, once, when a run starts.
 */
export class SettingsElement extends LocalizedElement {
  @setting('dataSrc') dataSrc: SettingProperty<'dataSrc'>;
  @setting('hiddenUnits') hiddenUnits: SettingProperty<'hiddenUnits'>;
  @setting('activation') activation: SettingProperty<'activation'>;
  @setting('optimizer') optimizer: SettingProperty<'optimizer'>;
  @setting('learningRate') learningRate: SettingProperty<'learningRate'>;
  @setting('momentum') momentum: SettingProperty<'momentum'>;
  @setting('batchSize') batchSize: SettingProperty<'batchSize'>;
  @setting('shuffleBuffer') shuffleBuffer: SettingProperty<'shuffleBuffer'>;
  @setting('epochs') epochs: SettingProperty<'epochs'>;
  @setting('seed') seed: SettingProperty<'seed'>;
  @setting('validationSplit') validationSplit: SettingProperty<'validationSplit'>;
  @setting('trainImages') trainImages: SettingProperty<'trainImages'>;
  @setting('sampleWeighting') sampleWeighting: SettingProperty<'sampleWeighting'>;
  @setting('stopAt') stopAt: SettingProperty<'stopAt'>;
  @setting('patience') patience: SettingProperty<'patience'>;
  @setting('monitor') monitor: SettingProperty<'monitor'>;
  @setting('engine') engine: SettingProperty<'engine'>;
  @setting('backend') backend: SettingProperty<'backend'>;
  @setting('threads') threads: SettingProperty<'threads'>;

  /** The settings that were given, by their names in `RunConfig`. */
  get settings(): RunConfigInput {
    const given = CONFIG_KEYS.map((key) => [key, this[key]] as const);
    return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== null));
  }

  /** Epochs of the run that would start now, as far as the setting is a number. */
  protected get epochsToCome(): number {
    const epochs = Number(this.epochs);
    return Number.isInteger(epochs) && epochs > 0 ? epochs : DEFAULT_CONFIG.epochs;
  }

  /** Sets some of the settings; `undefined` goes back to the default. */
  protected applySettings(change: RunConfigInput): void {
    const known = CONFIG_KEYS.filter((key) => key in change);
    Object.assign(this, Object.fromEntries(known.map((key) => [key, change[key]])));
  }

  /** The lesson's settings, and what the preset changes of them. */
  protected applyPreset(settings: RunConfigInput): void {
    const changed = CONFIG_KEYS.filter((key) => !KEPT_BY_PRESETS.includes(key));
    this.applySettings({ ...Object.fromEntries(changed.map((key) => [key, undefined])), ...settings });
  }
}
