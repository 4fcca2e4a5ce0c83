import { sentences } from '../language/sentences';

const TRAINER = sentences('trainer', {
  title: 'Fashion-MNIST trainer',
  introduction: 'A neural network, trained from scratch in this browser tab.',
});

export const TITLE = () => TRAINER.title;
export const INTRODUCTION = () => TRAINER.introduction;

export const NOTICE = sentences('notice', {
  drawnToCome: 'The data source is drawn garments, the built-in practice data — not Fashion-MNIST.',
  drawn: 'Training on drawn garments, the built-in practice data — not Fashion-MNIST.',
});
