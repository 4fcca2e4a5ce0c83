import { sentences } from '../../language/sentences';

export const TABLE = sentences('table', {
  caption: 'Loss and accuracy of every epoch',
  empty: 'The first row appears after the first epoch.',
  epoch: 'Epoch',
  training: 'Training',
  validation: 'Validation',
  loss: 'Loss',
  accuracy: 'Accuracy',
  time: 'Time',
  speed: 'Images per second',
  best: 'best',
});
