import { str } from '@lit/localize';
import { DEFAULT_CONFIG, type RunConfig } from '../../worker/protocol';
import { differences } from '../run-comparison';
import { settingWords } from './past-runs';
import { sentences } from './sentences';
import { FIELDS } from './trainer';

export const STORED_RUNS = sentences('stored-runs', {
  title: (count: string) => str`Runs stored in this browser (${count})`,
  saved: 'Stored',
  settings: 'Settings',
  epochs: 'Epochs',
  accuracy: 'Validation accuracy',
  size: 'Size',
  actions: 'Actions',
  lesson: 'The lesson’s settings',
  setting: (field: string, value: string) => str`${field}: ${value}`,
  of: (done: string, planned: string) => str`${done} of ${planned}`,
  isOpen: 'Training now',
  show: 'Show',
  showRun: (date: string) => str`Show the run of ${date}`,
  continue: 'Continue',
  continueRun: (date: string) => str`Continue the run of ${date}`,
  delete: 'Delete',
  deleteRun: (date: string) => str`Delete the run of ${date}`,
  confirm: 'Really delete',
  confirmDelete: (date: string) => str`Really delete the run of ${date}`,
  offer: (date: string, done: string, planned: string, accuracy: string) =>
    str`A run of ${date} is stored here: ${done} of ${planned} epochs, validation accuracy ${accuracy}.`,
  offerFirst: (date: string) => str`A run of ${date} is stored here, in the middle of its first epoch.`,
  continueAt: (epoch: string) => str`Continue at epoch ${epoch}`,
  dismiss: 'Not now',
  unavailable:
    'This browser does not let the page store the run. Training goes on, but lasts only while this page is open.',
  full: 'The browser’s storage is full: the run is not stored any more. Training goes on. Deleting stored runs makes room.',
  'open-elsewhere': 'This run is open in another tab or trainer, which stores it. Here it is not stored.',
  'older-copy': 'The newest stored copy of the run was damaged. It goes on from the copy before.',
});

/** In which settings a run differs from the lesson's, a phrase each. */
export function settingsInWords(config: RunConfig): readonly string[] {
  const words = differences(config, DEFAULT_CONFIG).map(({ key, value }) =>
    STORED_RUNS.setting(FIELDS[key], settingWords(key, value)),
  );
  return words.length > 0 ? words : [STORED_RUNS.lesson];
}
