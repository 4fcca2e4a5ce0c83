import type { ConfigKey } from './settings';

/**
 * What each setting does, in plain words for learners. The form shows them as help, translated. The manifest, the guide's reference, the types of
 * the package and `npm run train -- --help` show them with the values that the setting accepts. The worker needs none of this.
 */
export const SETTING_DESCRIPTIONS: Readonly<Record<ConfigKey, string>> = {
  dataSrc:
    'The address of a data folder, or drawn-garments for the built-in practice data. Empty: the public copy of Fashion-MNIST.',
  hiddenUnits: 'The units of each layer between input and output. More units can learn more and take longer.',
  activation: 'The function each hidden unit applies to its sum. Without it, several layers would act as one.',
  optimizer: 'The rule that turns gradients into weight updates. Adam adapts the step size of each weight.',
  learningRate: 'How far each update moves the weights. Too small learns slowly, too large overshoots.',
  momentum:
    'With momentum: the share of the last update that is added to the next one, like a ball that keeps rolling.',
  epochs: 'How many times the network sees all training images.',
  batchSize: 'Images per weight update. Small batches are noisier and slower.',
  trainImages: 'How many training images are used. 0 uses all of them. With few, the network memorises them.',
  validationSplit:
    'The share of the training images set aside for validation. 0 validates on the test images, as the lesson does.',
  shuffleBuffer:
    'How many images wait in the buffer from which the next is drawn at random. A larger buffer mixes better; 1 keeps the order of the file.',
  stopAt: 'Stops the run when an epoch reaches this target, such as valAccuracy>=0.88.',
  patience: 'Stops the run when the monitored metric has not improved for this many epochs. 0 never stops it.',
  monitor: 'The metric that patience monitors.',
  seed: 'The start of all random numbers. The same seed and settings give the same results.',
  engine:
    'Our fast kernels (fused), or TensorFlow.js as in the lesson (tfjs). auto takes the kernels wherever they can run.',
  backend: 'WebAssembly, or plain JavaScript, which is slow and needs the engine tfjs.',
  threads:
    'How many threads share the work. 0 chooses the fastest number, up to one per core and at most 8. The results stay the same. More than one needs a cross-origin isolated page.',
  sampleWeighting:
    'The last batch is smaller. The average of the losses can give every image or every batch the same weight.',
};
