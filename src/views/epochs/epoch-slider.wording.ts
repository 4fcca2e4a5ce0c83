import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const TIME_TRAVEL = sentences('time-travel', {
  slider: 'Epoch after which the network is shown',
  now: 'Now',
  play: 'Play the epochs',
  pause: 'Pause the playback',
  back: 'Back to now',
  nothingKept: 'Every finished epoch can be shown again.',
  chartHint: 'Enter shows the network as it was then.',
  showsNow: 'Showing the network as it is now.',
  shows: (epoch: string) => str`Showing the network after epoch ${epoch}.`,
  showsWhileTraining: (epoch: string) => str`Showing the network after epoch ${epoch}; training goes on.`,
  position: (epoch: string, latest: string) => str`Epoch ${epoch} of ${latest}`,
});
