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
} from '../../../worker/protocol';
import type { CHOICES, FIELDS, SETTINGS } from './settings-form.wording';

/** A setting as a form field; its label is the word for its key. With `choices` it is a list, else a line of text. */
export interface SettingField {
  readonly key: ConfigKey;
  readonly hint?: keyof typeof FIELDS;
  readonly choices?: readonly (keyof typeof CHOICES)[];
  /** The keyboard to show on touch screens; text without it. */
  readonly inputMode?: 'numeric' | 'decimal';
  /** Text in the empty field, or the word for it. */
  readonly placeholder?: string;
  /** Suggested values. */
  readonly suggestions?: readonly string[];
  /** Takes the whole width of its group. */
  readonly wide?: boolean;
  /** Left out: always. */
  readonly isShown?: (settings: RunConfigInput) => boolean;
}

export interface SettingGroup {
  readonly title: keyof typeof SETTINGS;
  readonly fields: readonly SettingField[];
}

/** What people change often. */
export const MAIN_GROUPS: readonly SettingGroup[] = [
  { title: 'network', fields: [{ key: 'hiddenUnits' }, { key: 'activation', choices: ACTIVATIONS }] },
  {
    title: 'optimizer',
    fields: [
      { key: 'optimizer', choices: OPTIMIZERS },
      { key: 'learningRate', inputMode: 'decimal' },
      { key: 'momentum', inputMode: 'decimal', isShown: ({ optimizer }) => optimizer === 'momentum' },
    ],
  },
  {
    title: 'run',
    fields: [
      { key: 'epochs', inputMode: 'numeric' },
      { key: 'batchSize', inputMode: 'numeric' },
    ],
  },
];

/** The rest, behind a disclosure. */
export const MORE_GROUPS: readonly SettingGroup[] = [
  {
    title: 'data',
    fields: [
      {
        key: 'dataSrc',
        hint: 'dataSrcHint',
        placeholder: 'dataSrcPlaceholder',
        suggestions: [DRAWN_GARMENTS],
        wide: true,
      },
      { key: 'trainImages', hint: 'trainImagesHint', inputMode: 'numeric', wide: true },
      { key: 'validationSplit', inputMode: 'decimal' },
      { key: 'shuffleBuffer', inputMode: 'numeric' },
    ],
  },
  {
    title: 'end',
    fields: [
      { key: 'stopAt', placeholder: 'valAccuracy>=0.88', wide: true },
      { key: 'patience', inputMode: 'numeric' },
      { key: 'monitor', choices: MONITORS },
    ],
  },
  {
    title: 'computation',
    fields: [
      { key: 'seed', inputMode: 'numeric' },
      { key: 'engine', choices: ENGINES },
      { key: 'backend', choices: BACKENDS },
      { key: 'threads', inputMode: 'numeric' },
      { key: 'sampleWeighting', choices: SAMPLE_WEIGHTINGS, wide: true },
    ],
  },
];
