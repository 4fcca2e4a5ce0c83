import { str } from '@lit/localize';
import { sentences } from '../language/sentences';

/** One sentence for each term at which a newcomer would ask. */
export const HELP = sentences('help', {
  about: (term: string) => str`What is this: ${term}`,
  hiddenUnits: 'Units of each layer between image and answer: more can learn more, and take longer.',
  activation: 'What a hidden unit makes of its sum; without it, several layers would be one.',
  optimizer: 'The rule that turns gradients into updates; Adam finds a step size for each weight.',
  learningRate: 'How far each update moves the weights: too small learns slowly, too large overshoots.',
  momentum: 'The share of the last update added to the next, as if it kept rolling.',
  epochs: 'How often the network goes through all training images.',
  batchSize: 'Images for one weight update; small batches are noisier and slower.',
  trainImages: 'How many are used; with few, the network learns them by heart.',
  validationSplit:
    'The share of training images kept aside to check on; 0 checks on the test images, as the lesson does.',
  shuffleBuffer: 'Images wait in so many slots and leave at random: the more, the better mixed.',
  patience: 'Ends the run after so many epochs without improvement of the watched metric; 0 never does.',
  seed: 'Where random numbers start: the same seed and settings give the same numbers.',
  engine: 'What computes: our fast kernels, or TensorFlow.js, as in the lesson.',
  threads: 'How many share the work; 0 is one for each core, at most 8. The numbers stay the same.',
  sampleWeighting: 'The last batch is smaller: in the mean, either images weigh the same or batches.',
  loss: 'How improbable the right class was, computed from the logits, the ten raw scores; guessing gives 2.30, 0 is perfect.',
  accuracy: 'The share of images whose most probable class is the right one; guessing gives 10%.',
  validation: 'Images never trained on: they show whether garments were learned, or only pictures.',
});
