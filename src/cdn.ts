import type * as Component from './component';

// What jsDelivr serves at the package's bare address, `/npm/fmnist-trainer`, without sending the browser on to where the
// file is: `./worker.js` is somebody else's package from there. So this finds the folder, and has the one file of it loaded.
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
