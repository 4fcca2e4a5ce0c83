import type { AttributeTrial } from './example';

/** Values to try for each attribute of `<fmnist-trainer>`. A setting that is not here has the values of its row in the table of settings. */
export const ATTRIBUTES: Readonly<Record<string, AttributeTrial>> = {
  'hidden-units': { such: ['128', '32,16'] },
  'learning-rate': { such: ['0.01', '0.0001'] },
  momentum: { such: ['0.5', '0.99'] },
  batch: { such: ['16', '256'] },
  'shuffle-buffer': { such: ['1', '10000'] },
  epochs: { such: ['1', '5'] },
  seed: { such: ['2', '42'] },
  'validation-split': { such: ['0.1', '0.25'] },
  'train-images': { such: ['1000', '10000'] },
  'stop-at': { such: ['valAccuracy>=0.8', 'trainLoss<=0.5'] },
  patience: { such: ['1', '3'] },
  threads: { such: ['1', '2'] },
  weights: { such: ['pretrained'] },
  view: { oneOf: ['full', 'compact', 'charts', 'predict'] },
  theme: { oneOf: ['auto', 'light', 'dark'] },
  lang: { oneOf: ['en', 'ko'] },
  share: { such: ['left'] },
  preview: { oneOf: ['on', 'off'] },
  guide: { such: ['./guide/'] },
  autosave: { oneOf: ['on', 'off'] },
  autostart: { flag: true },
  // The page's script suggests the address of its own worker.js.
  'worker-url': { such: [] },
};
