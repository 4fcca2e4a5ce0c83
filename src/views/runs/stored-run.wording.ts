import { str } from '@lit/localize';
import { DEFAULT_CONFIG, type RunConfig } from '../../../worker/protocol';
import { sentences } from '../../language/sentences';
import { differences } from '../../state/run-comparison';
import { FIELDS } from '../../ui/setting-names.wording';
import { settingWords } from '../run-words/past-runs.wording';

export const STORED_RUN = sentences('stored-run', {
  about: (date: string, done: string, planned: string, accuracy: string, size: string) =>
    str`${date}: ${done} of ${planned} epochs, validation accuracy ${accuracy}, ${size}`,
  damaged: 'The description of this run is damaged, so the run cannot be continued.',
  lesson: 'The lesson’s settings',
  isOpen: 'Training now',
  show: 'Show',
  continue: 'Continue',
  delete: 'Delete',
  confirm: 'Really delete',
  deleteAll: 'Delete all',
  confirmAll: 'Really delete all',
});

/** The settings in which a run differs from the lesson's. */
export function settingsInWords(config: RunConfig): string {
  const words = differences(config, DEFAULT_CONFIG).map(
    ({ key, value }) => `${FIELDS[key]}: ${settingWords(key, value)}`,
  );
  return words.join(' · ') || STORED_RUN.lesson;
}
