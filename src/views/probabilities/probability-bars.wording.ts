import { sentences } from '../../language/sentences';

export const PROBABILITIES = sentences('probabilities', {
  title: 'Probability of each class',
  none: 'No probabilities yet',
  itsClass: 'actual class',
});
