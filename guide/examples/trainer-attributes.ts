import type { AttributeTrial } from './example';

/** Values to try for each attribute of `<fmnist-trainer>`. */
export const ATTRIBUTES: Readonly<Record<string, AttributeTrial>> = {
  'data-src': { such: ['drawn-garments'] },
  'hidden-units': { such: ['128', '32,16'] },
  activation: { oneOf: ['relu', 'tanh', 'sigmoid'] },
  optimizer: { oneOf: ['adam', 'sgd', 'momentum', 'rmsprop'] },
  'learning-rate': { such: ['0.01', '0.0001'] },
  momentum: { such: ['0.5', '0.99'] },
  batch: { such: ['16', '256'] },
  'shuffle-buffer': { such: ['1', '10000'] },
  epochs: { such: ['1', '5'] },
  seed: { such: ['2', '42'] },
  'validation-split': { such: ['0.1', '0.25'] },
  'train-images': { such: ['1000', '10000'] },
  'sample-weighting': { oneOf: ['example', 'batch'] },
  'stop-at': { such: ['valAccuracy>=0.8', 'trainLoss<=0.5'] },
  patience: { such: ['1', '3'] },
  monitor: { oneOf: ['trainLoss', 'trainAccuracy', 'valLoss', 'valAccuracy'] },
  engine: { oneOf: ['auto', 'fused', 'tfjs'] },
  backend: { oneOf: ['wasm', 'cpu'] },
  threads: { such: ['1', '2'] },
  weights: { such: ['pretrained'] },
  view: { oneOf: ['full', 'compact', 'charts', 'predict'] },
  lang: { oneOf: ['en', 'ko'] },
  share: { such: ['left'] },
  autosave: { oneOf: ['on', 'off'] },
  autostart: { flag: true },
  // The page's script suggests the address of its own worker.js.
  'worker-url': { such: [] },
};
