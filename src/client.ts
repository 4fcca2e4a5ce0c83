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
export type { PackageFiles } from './start-worker';
export { type ListedRun, storedRuns } from './stored-runs';
export { TrainerClient, type TrainerClientOptions } from './trainer-client';
