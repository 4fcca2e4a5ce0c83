import { sentences } from '../../language/sentences';

export const CONTROLS = sentences('controls', {
  group: 'Training',
  train: 'Train',
  trainOn: 'Continue from here',
  loading: 'Loading',
  pause: 'Pause',
  resume: 'Resume',
  stepBatch: 'Step batch',
  stepEpoch: 'Step epoch',
  stop: 'Stop',
  reset: 'Reset',
});
