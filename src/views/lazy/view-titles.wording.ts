import { sentences } from '../../language/sentences';

/** Titles of the views whose code loads later. They show before it. */
export const VIEW_TITLES = sentences('view-titles', {
  gallery: 'Garments',
  confusionMatrix: 'Which garments it confuses',
  firstLayer: 'What the first layer looks for',
  garmentPad: 'Try a garment',
});
