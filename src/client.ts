export * from '../worker/protocol';
export type { PackageFiles } from './start-worker';
export { TrainerClient, type TrainerClientOptions } from './trainer-client';
