import type { ConfigKey } from '../../../worker/protocol';
import { sentences } from '../../language/sentences';

export const FORM = sentences('settings', {
  title: 'Settings',
  network: 'Network',
  optimizer: 'Optimizer',
  data: 'Data',
  run: 'Run',
  end: 'Early stopping',
  computation: 'Computation',
  more: 'More settings',
  open: 'Changes apply to the next run. The learning rate can also be changed during training.',
  locked: 'Locked during a run. A new learning rate applies from the next batch.',
});

/** The label of each setting, and the placeholder of an empty field. */
export const FIELDS = sentences('fields', {
  hiddenUnits: 'Hidden units',
  activation: 'Activation',
  optimizer: 'Method',
  learningRate: 'Learning rate',
  momentum: 'Momentum',
  epochs: 'Epochs',
  batchSize: 'Batch size',
  dataSrc: 'Source',
  dataSrcPlaceholder: 'Public copy of Fashion-MNIST',
  trainImages: 'Training images',
  validationSplit: 'Validation split',
  shuffleBuffer: 'Shuffle buffer',
  stopAt: 'Stop when',
  patience: 'Patience',
  monitor: 'Monitored metric',
  seed: 'Seed',
  engine: 'Engine',
  backend: 'Backend',
  threads: 'Threads',
  sampleWeighting: 'Average of the loss',
} satisfies Readonly<Record<ConfigKey, string>> & { readonly dataSrcPlaceholder: string });

export const CHOICES = sentences('choices', {
  relu: 'ReLU',
  tanh: 'tanh',
  sigmoid: 'Sigmoid',
  adam: 'Adam',
  sgd: 'SGD',
  momentum: 'SGD with momentum',
  rmsprop: 'RMSprop',
  auto: 'Automatic',
  fused: 'Fused (our kernels)',
  tfjs: 'TensorFlow.js',
  wasm: 'WebAssembly',
  cpu: 'JavaScript (slow)',
  example: 'Every image counts the same',
  batch: 'Every batch counts the same',
  trainLoss: 'Training loss',
  trainAccuracy: 'Training accuracy',
  valLoss: 'Validation loss',
  valAccuracy: 'Validation accuracy',
});

export const PRESETS = sentences('presets', {
  label: 'Preset',
  lesson: 'The lesson',
  lessonWatch: 'Watch validation accuracy climb to about 88% within twenty epochs.',
  fastLook: 'Quick look',
  fastLookWatch: 'Three epochs: see how much the network learns in the first one.',
  wide: 'Wide',
  wideWatch: 'More units: training loss keeps falling, validation loss rises again after a few epochs.',
  tooHighRate: 'Learning rate too high',
  tooHighRateWatch: 'The steps are too large: watch the loss jump up and down instead of falling.',
  overfit: 'Overfit',
  overfitWatch:
    'Only 1,000 images, which the network memorises: training accuracy nears 100%, validation stalls near 80%.',
  own: 'Custom',
  ownWatch: 'A preset changes all settings except source, seed and computation.',
});
