import type { ConfigKey } from '../../worker/protocol';
import { sentences } from '../language/sentences';

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
