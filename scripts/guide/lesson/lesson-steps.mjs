import { ONE_TRAINING_STEP } from './one-training-step.mjs';
import { OPTIMIZER_LOSS_METRICS } from './optimizer-loss-metrics.mjs';
import { THE_DATA } from './the-data.mjs';
import { THE_NETWORK } from './the-network.mjs';
import { TWENTY_EPOCHS } from './twenty-epochs.mjs';

/** The five steps of the lesson, in their order. */
export const LESSON_STEPS = [THE_NETWORK, THE_DATA, OPTIMIZER_LOSS_METRICS, ONE_TRAINING_STEP, TWENTY_EPOCHS];

/**
 * The anchor of a step on the lesson's page.
 * @param {number} index from 0
 */
export const anchorOfStep = (index) => `step-${index + 1}`;
