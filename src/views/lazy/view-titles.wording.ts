import { sentences } from '../../language/sentences';

/** The titles of the lazy views, which are shown before their code has loaded. */
export const VIEW_TITLES = sentences('view-titles', {
  gallery: 'Garments',
  confusionMatrix: 'Which garments it confuses',
  firstLayer: 'What the first layer looks for',
  network: 'Inside the network',
  garmentPad: 'Try a garment',
  step: 'Inside one step',
  settings: 'Settings',
  epochTable: 'Every epoch as a table',
});
