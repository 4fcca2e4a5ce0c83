import {
  ACTIVATIONS,
  BACKENDS,
  type ConfigKey,
  DRAWN_GARMENTS,
  ENGINES,
  MONITORS,
  OPTIMIZERS,
  type RunConfigInput,
  SAMPLE_WEIGHTINGS,
} from '../../worker/protocol';
import { CHOICES, FIELDS, SETTINGS } from '../wording/trainer';

/** A setting as a form field. With `choices` it is a list to choose from, else a line of text. */
export interface SettingField {
  readonly key: ConfigKey;
  readonly label: string;
  readonly hint?: string;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** The keyboard to show on touch screens; text without it. */
  readonly inputMode?: 'numeric' | 'decimal';
  readonly placeholder?: string;
  /** Suggested values. */
  readonly suggestions?: readonly string[];
  /** Takes the whole width of its group. */
  readonly wide?: boolean;
  /** Left out: always. */
  readonly isShown?: (settings: RunConfigInput) => boolean;
}

export interface SettingGroup {
  readonly title: string;
  readonly fields: readonly SettingField[];
}

/** What people change often. */
export const MAIN_GROUPS: readonly SettingGroup[] = [
  {
    title: SETTINGS.network,
    fields: [
      { key: 'hiddenUnits', label: FIELDS.hiddenUnits },
      { key: 'activation', label: FIELDS.activation, choices: choices(ACTIVATIONS, CHOICES) },
    ],
  },
  {
    title: SETTINGS.optimizer,
    fields: [
      { key: 'optimizer', label: FIELDS.optimizer, choices: choices(OPTIMIZERS, CHOICES) },
      { key: 'learningRate', label: FIELDS.learningRate, inputMode: 'decimal' },
      {
        key: 'momentum',
        label: FIELDS.momentum,
        inputMode: 'decimal',
        isShown: ({ optimizer }) => optimizer === 'momentum',
      },
    ],
  },
  {
    title: SETTINGS.run,
    fields: [
      { key: 'epochs', label: FIELDS.epochs, inputMode: 'numeric' },
      { key: 'batchSize', label: FIELDS.batchSize, inputMode: 'numeric' },
    ],
  },
];

/** The rest, behind a disclosure. */
export const MORE_GROUPS: readonly SettingGroup[] = [
  {
    title: SETTINGS.data,
    fields: [
      {
        key: 'dataSrc',
        label: FIELDS.dataSrc,
        hint: FIELDS.dataSrcHint,
        placeholder: FIELDS.dataSrcPlaceholder,
        suggestions: [DRAWN_GARMENTS],
        wide: true,
      },
      { key: 'validationSplit', label: FIELDS.validationSplit, inputMode: 'decimal' },
      { key: 'shuffleBuffer', label: FIELDS.shuffleBuffer, inputMode: 'numeric' },
    ],
  },
  {
    title: SETTINGS.end,
    fields: [
      { key: 'stopAt', label: FIELDS.stopAt, placeholder: 'valAccuracy>=0.88', wide: true },
      { key: 'patience', label: FIELDS.patience, inputMode: 'numeric' },
      { key: 'monitor', label: FIELDS.monitor, choices: choices(MONITORS, CHOICES) },
    ],
  },
  {
    title: SETTINGS.computation,
    fields: [
      { key: 'seed', label: FIELDS.seed, inputMode: 'numeric' },
      { key: 'engine', label: FIELDS.engine, choices: choices(ENGINES, CHOICES) },
      { key: 'backend', label: FIELDS.backend, choices: choices(BACKENDS, CHOICES) },
      { key: 'threads', label: FIELDS.threads, hint: FIELDS.threadsHint, inputMode: 'numeric' },
      {
        key: 'sampleWeighting',
        label: FIELDS.sampleWeighting,
        choices: choices(SAMPLE_WEIGHTINGS, CHOICES),
        wide: true,
      },
    ],
  },
];

function choices<T extends string>(values: readonly T[], words: Readonly<Record<T, string>>) {
  return values.map((value) => ({ value, label: words[value] }));
}
