export type * from '../worker/protocol';
export {
  ACTIVATIONS,
  ATTRIBUTES,
  BACKENDS,
  CONFIG_KEYS,
  DEFAULT_CONFIG,
  DRAWN_GARMENTS,
  ENGINES,
  MODEL_FORMATS,
  MONITORS,
  OPTIMIZERS,
  PROTOCOL_VERSION,
  RUN_DATABASE,
  SAMPLE_WEIGHTINGS,
  SPLITS,
  TrainerError,
} from '../worker/protocol';
export { type ListedRun, storedRuns } from './client/list-stored-runs';
export type { PackageFiles } from './client/start-worker';
export { TrainerClient, type TrainerClientOptions } from './client/trainer-client';
