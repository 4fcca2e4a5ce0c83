import type { Chunk } from '../../chunks/load-chunk';
import type { inspectStep } from './inspect-step';

/** The script that inspects a training step. A worker loads it with the first call that needs it. */
export const STEP_INSPECTION_CHUNK: Chunk<typeof inspectStep> = {
  file: 'step-inspection.js',
  code: 'step-inspection',
  message: 'The script for inspecting a training step could not be loaded.',
};

/** Loads the script on the first call; later calls return the same. */
export type LoadStepInspection = () => Promise<typeof inspectStep>;
