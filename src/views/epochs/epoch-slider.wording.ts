import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const TIME_TRAVEL = sentences('time-travel', {
  slider: 'Epoch after which the network is shown',
  now: 'Now',
  play: 'Play the epochs',
  pause: 'Pause the playback',
  back: 'Back to now',
  nothingKept: 'You can go back to any finished epoch.',
  chartHint: 'Press Enter to show the network after that epoch.',
  showsNow: 'Showing the network as it is now.',
  shows: (epoch: string) => str`Showing the network after epoch ${epoch}.`,
  showsWhileTraining: (epoch: string) => str`Showing the network after epoch ${epoch}; training continues.`,
  position: (epoch: string, latest: string) => str`Epoch ${epoch} of ${latest}`,
});
