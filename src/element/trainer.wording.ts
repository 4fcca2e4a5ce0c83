import { sentences } from '../language/sentences';

const TRAINER = sentences('trainer', {
  title: 'Fashion-MNIST trainer',
  introduction: 'Trains a neural network from scratch in this browser tab.',
});

export const TITLE = () => TRAINER.title;
export const INTRODUCTION = () => TRAINER.introduction;

export const NOTICE = sentences('notice', {
  drawn: 'Drawn garments, built in for practice: not Fashion-MNIST.',
  dataSrc: 'If “Source” in the settings is empty, the next run trains on Fashion-MNIST.',
});
