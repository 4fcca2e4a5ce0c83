import { str } from '@lit/localize';
import { sentences } from '../language/sentences';

/** An explanation of each term that a newcomer may not know. */
export const HELP = sentences('help', {
  about: (term: string) => str`What is this: ${term}`,
  hiddenUnits: 'The units of each layer between input and output. More units can learn more and take longer.',
  activation: 'The function each hidden unit applies to its sum. Without it, several layers would act as one.',
  optimizer: 'The rule that turns gradients into weight updates. Adam adapts the step size of each weight.',
  learningRate: 'How far each update moves the weights. Too small learns slowly, too large overshoots.',
  momentum: 'The share of the last update that is added to the next one, like a ball that keeps rolling.',
  epochs: 'How many times the network sees all training images.',
  batchSize: 'Images per weight update. Small batches are noisier and slower.',
  trainImages: 'How many training images are used. With few, the network memorises them.',
  validationSplit:
    'The share of the training images set aside for validation. 0 validates on the test images, as the lesson does.',
  shuffleBuffer:
    'How many images wait in the buffer from which the next is drawn at random. A larger buffer mixes better.',
  patience: 'Stops the run when the monitored metric has not improved for this many epochs. 0 never stops it.',
  seed: 'Starts all random numbers. The same seed and settings give the same results.',
  engine: 'What computes the training: our fast kernels, or TensorFlow.js as in the lesson.',
  threads: 'How many threads share the work. 0 uses one per core, at most 8. The results stay the same.',
  sampleWeighting:
    'The last batch is smaller. The average can give every image or every batch the same weight.',
  loss: 'How improbable the network found the correct class, computed from its ten raw scores, the logits. Guessing gives 2.30, 0 is perfect.',
  accuracy: 'The share of images whose most probable class is correct. Guessing gives 10%.',
  validation:
    'Images the network never trained on. They show whether it learned about garments or memorised pictures.',
});
