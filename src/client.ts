export * from '../worker/protocol';
export type { PackageFiles } from './start-worker';
export { type ListedRun, storedRuns } from './stored-runs';
export { TrainerClient, type TrainerClientOptions } from './trainer-client';
