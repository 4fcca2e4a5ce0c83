import type * as Component from './component';

// jsDelivr serves this file at the package's bare address, `/npm/fmnist-trainer`, without a redirect. Relative to that
// address, `./worker.js` would be another package. So this script finds the package's folder and loads the element from it.
const [address = ''] = import.meta.url.split(/[?#]/);
const folder = /\.m?js$/.test(address) ? new URL('.', address).href : `${address}/dist/`;
const component: typeof Component = await import(/* webpackIgnore: true */ `${folder}fmnist-trainer.js`);

export const {
  ACTIVATIONS,
  ATTRIBUTES,
  BACKENDS,
  CONFIG_KEYS,
  DEFAULT_CONFIG,
  DRAWN_GARMENTS,
  defineTrainer,
  ENGINES,
  FmnistTrainer,
  MODEL_FORMATS,
  MONITORS,
  OPTIMIZERS,
  PROTOCOL_VERSION,
  RUN_DATABASE,
  SAMPLE_WEIGHTINGS,
  SPLITS,
  storedRuns,
  TrainerClient,
  TrainerError,
} = component;
