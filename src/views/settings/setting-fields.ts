import type { ConfigKey, RunConfigInput } from '../../../worker/protocol';
import type { FORM } from './settings-form.wording';

/** A setting's place in the form. Its control follows from its row in the table of settings, its label from its key. */
export interface SettingField {
  readonly key: ConfigKey;
  /** Whether its description is always visible, below the field, instead of behind a help button. */
  readonly isDescribed?: boolean;
  /** Whether it spans the whole width of its group. */
  readonly wide?: boolean;
  /** When it is shown; by default always. */
  readonly isShown?: (settings: RunConfigInput) => boolean;
}

export interface SettingGroup {
  readonly title: keyof typeof FORM;
  readonly fields: readonly SettingField[];
}

/** The settings that people change often. */
export const MAIN_GROUPS: readonly SettingGroup[] = [
  { title: 'network', fields: [{ key: 'hiddenUnits' }, { key: 'activation' }] },
  {
    title: 'optimizer',
    fields: [
      { key: 'optimizer' },
      { key: 'learningRate' },
      { key: 'momentum', isShown: ({ optimizer }) => optimizer === 'momentum' },
    ],
  },
  { title: 'run', fields: [{ key: 'epochs' }, { key: 'batchSize' }] },
];

/** The other settings, behind a disclosure. */
export const MORE_GROUPS: readonly SettingGroup[] = [
  {
    title: 'data',
    fields: [
      { key: 'dataSrc', isDescribed: true, wide: true },
      { key: 'trainImages', isDescribed: true, wide: true },
      { key: 'validationSplit' },
      { key: 'shuffleBuffer' },
    ],
  },
  {
    title: 'end',
    fields: [{ key: 'stopAt', wide: true }, { key: 'patience' }, { key: 'monitor' }],
  },
  {
    title: 'computation',
    fields: [
      { key: 'seed' },
      { key: 'engine' },
      { key: 'backend' },
      { key: 'threads' },
      { key: 'sampleWeighting', wide: true },
    ],
  },
];
