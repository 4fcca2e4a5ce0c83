import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const STORED_RUNS = sentences('stored-runs', {
  title: (count: string) => str`Runs stored in this browser (${count})`,
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
