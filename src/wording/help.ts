import { str } from '@lit/localize';
import { sentences } from './sentences';

/** One sentence for each term at which a newcomer would ask. */
export const HELP = sentences('help', {
  about: (term: string) => str`What is this: ${term}`,
  hiddenUnits: 'Units of each layer between image and answer: more can learn more, and take longer.',
  activation: 'What each hidden unit makes of its sum; without it, all layers together would be a single one.',
  optimizer: 'The rule that turns gradients into updates; Adam finds a step size for every single weight.',
  learningRate: 'How far each update moves the weights: too small learns slowly, too large overshoots.',
  momentum: 'The share of the last update that is added to the next, like a ball that keeps rolling.',
  epochs: 'How often the network goes through all training images.',
  batchSize: 'How many images share one weight update; small batches are noisier and take longer.',
  trainImages: 'With few images the network learns them by heart instead of learning what garments look like.',
  validationSplit:
    'The share of the training images kept aside to check on; with 0 the test images are used, as in the lesson.',
  shuffleBuffer: 'Images wait here in so many slots and leave at random: the larger, the better mixed.',
  patience: 'Ends the run when the watched metric has not improved for so many epochs; 0 never does.',
  seed: 'Where all random numbers start: the same seed and settings give the same numbers.',
  engine: 'What does the arithmetic: our own fast kernels, or TensorFlow.js, as the lesson does.',
  threads: 'How many threads share the work: 0 is one for each core, at most 8. The numbers stay the same.',
  sampleWeighting: 'The last batch is smaller: either every image weighs the same in the mean, or every batch.',
  loss: 'How little probability the right class gets, computed from the logits, the ten raw scores; guessing gives 2.30, 0 is perfect.',
  accuracy: 'The share of images whose most probable class is the right one; guessing gives 10%.',
  validation: 'Images never trained on: they show whether the network learned garments or only these pictures.',
});
