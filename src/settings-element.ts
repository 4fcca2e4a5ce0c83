import { property } from 'lit/decorators.js';
import {
  ATTRIBUTES,
  CONFIG_KEYS,
  type ConfigKey,
  DEFAULT_CONFIG,
  type RunConfigInput,
} from '../worker/protocol';
import { KEPT_BY_PRESETS } from './presets';
import { LocalizedElement } from './views/localized-element';

const setting = (key: ConfigKey) => property({ attribute: ATTRIBUTES[key], reflect: true });

/**
 * The settings of a run as attributes and properties. Values are kept as they were given, text or number: the
 * worker checks them, once, when a run starts.
 */
export class SettingsElement extends LocalizedElement {
  @setting('dataSrc') dataSrc: RunConfigInput['dataSrc'];
  @setting('hiddenUnits') hiddenUnits: RunConfigInput['hiddenUnits'];
  @setting('activation') activation: RunConfigInput['activation'];
  @setting('optimizer') optimizer: RunConfigInput['optimizer'];
  @setting('learningRate') learningRate: RunConfigInput['learningRate'];
  @setting('momentum') momentum: RunConfigInput['momentum'];
  @setting('batchSize') batchSize: RunConfigInput['batchSize'];
  @setting('shuffleBuffer') shuffleBuffer: RunConfigInput['shuffleBuffer'];
  @setting('epochs') epochs: RunConfigInput['epochs'];
  @setting('seed') seed: RunConfigInput['seed'];
  @setting('validationSplit') validationSplit: RunConfigInput['validationSplit'];
  @setting('trainImages') trainImages: RunConfigInput['trainImages'];
  @setting('sampleWeighting') sampleWeighting: RunConfigInput['sampleWeighting'];
  @setting('stopAt') stopAt: RunConfigInput['stopAt'];
  @setting('patience') patience: RunConfigInput['patience'];
  @setting('monitor') monitor: RunConfigInput['monitor'];
  @setting('engine') engine: RunConfigInput['engine'];
  @setting('backend') backend: RunConfigInput['backend'];
  @setting('threads') threads: RunConfigInput['threads'];

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
