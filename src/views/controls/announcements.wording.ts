import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const ANNOUNCEMENT = sentences('announcement', {
  loading: 'Loading.',
  training: 'Training.',
  paused: 'Paused.',
  reset: 'Reset.',
  epoch: (epoch: string, epochs: string, accuracy: string) =>
    str`Epoch ${epoch} of ${epochs}: validation accuracy ${accuracy}.`,
});
