import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const CHART = sentences('chart', {
  lossTitle: 'Loss',
  lossUnit: 'cross-entropy, in nats',
  accuracyTitle: 'Accuracy',
  accuracyUnit: 'share of images classified correctly',
  training: 'Training',
  validation: 'Validation',
  batches: 'Batches',
  xAxis: 'Epoch',
  atEpoch: (epoch: string) => str`Epoch ${epoch}`,
  readLoss: 'Loss by epoch. Use the arrow keys to move between epochs.',
  readAccuracy: 'Accuracy by epoch. Use the arrow keys to move between epochs.',
  noEpochs: 'No epoch has been trained yet.',
  valueText: (epoch: string, training: string, validation: string) =>
    str`Epoch ${epoch}: training ${training}, validation ${validation}.`,
});
