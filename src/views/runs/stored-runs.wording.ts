import { str } from '@lit/localize';
import { DEFAULT_CONFIG, type RunConfig, type StoredRun } from '../../../worker/protocol';
import { formatAccuracy, formatCount, formatTime } from '../../language/format-numbers';
import { sentences } from '../../language/sentences';
import { differences } from '../../state/run-comparison';
import { FIELDS } from '../settings/settings-form.wording';
import { settingWords } from './past-runs.wording';

export const STORED_RUNS = sentences('stored-runs', {
  title: (count: string) => str`Runs stored in this browser (${count})`,
  about: (date: string, done: string, planned: string, accuracy: string, size: string) =>
    str`${date}: ${done} of ${planned} epochs, validation accuracy ${accuracy}, ${size}`,
  damaged: 'The description of this run is damaged, so the run cannot be continued.',
  lesson: 'The lesson’s settings',
  isOpen: 'Training now',
  show: 'Show',
  continue: 'Continue',
  delete: 'Delete',
  confirm: 'Really delete',
  offer: (date: string, done: string, planned: string, accuracy: string) =>
    str`A run from ${date} is stored here: ${done} of ${planned} epochs, validation accuracy ${accuracy}.`,
  continueAt: (epoch: string) => str`Continue at epoch ${epoch}`,
  dismiss: 'Not now',
  unavailable:
    'This browser does not let the page store runs. Training continues, but the run is lost when you close this page.',
  full: 'The browser’s storage is full, so the run is no longer stored. Training continues. Delete stored runs to make room.',
  'open-elsewhere': 'This run is open in another tab or trainer and is stored there, not here.',
  'older-copy': 'The newest stored copy of the run was damaged. The run continues from the copy before it.',
});

/** When a run was stored, its finished and planned epochs, and its accuracy. */
export function runFigures({
  savedAt,
  epochs,
  config,
  valAccuracy,
}: StoredRun): [date: string, done: string, planned: string, accuracy: string] {
  const accuracy = formatAccuracy(valAccuracy ?? Number.NaN);
  return [formatTime(savedAt), formatCount(epochs), formatCount(config.epochs), accuracy];
}

/** The settings in which a run differs from the lesson's. */
export function settingsInWords(config: RunConfig): string {
  const words = differences(config, DEFAULT_CONFIG).map(
    ({ key, value }) => `${FIELDS[key]}: ${settingWords(key, value)}`,
  );
  return words.join(' · ') || STORED_RUNS.lesson;
}
