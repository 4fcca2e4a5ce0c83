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
  readLoss: 'Loss by epoch. The arrow keys go through the epochs.',
  readAccuracy: 'Accuracy by epoch. The arrow keys go through the epochs.',
  noEpochs: 'No epoch has been trained yet.',
  valueText: (epoch: string, training: string, validation: string) =>
    str`Epoch ${epoch}: training ${training}, validation ${validation}.`,
});
