// A step: the batch through the network, the loss, the gradients and the update.

import { DIFFERENTIATE, EVALUATE, missingOf, PREDICT, rowChunks, SUM, sumsApart, UPDATE } from './jobs';
import { Plan } from './plan';
import { finish, finishStages, publish, work } from './team';
import { NONE } from './team-memory';

/**
 * Begins a weight update on the `plan.count` images of the batch. Helpers go through all of it; the trainer's thread returns when every
 * chunk of the first layer's sums is taken, and can bring the next batch before `endStep`. Until `finishStep` the plan, the images and the
 * weights have to stay as they are.
 */
export function beginStep(plan: Plan): void {
  finish(plan);
  if (!sumsApart(plan)) {
    publish(plan, DIFFERENTIATE, UPDATE, NONE);
    return;
  }
  for (let chunk = 0; chunk < rowChunks(plan); chunk++) store<i32>(missingOf(plan, chunk), 2);
  publish(plan, SUM, DIFFERENTIATE, UPDATE);
  work(plan, 0);
}

/**
 * Returns when the loss is known; the helpers may still be at the update. Leaves in `plan.correct` how many images were classified
 * correctly before it.
 * @returns the sum of the images' cross-entropies before the update
 */
export function endStep(plan: Plan): f64 {
  finishStages(plan, sumsApart(plan) ? 1 : 0);
  return sumUp(plan);
}

/** Works on what is left of the last step's update, and returns when it is done. */
export function finishStep(plan: Plan): void {
  finish(plan);
}

/** The sum of the images' cross-entropies; the weights stay as they are. */
export function evaluateStep(plan: Plan): f64 {
  finish(plan);
  publish(plan, EVALUATE, NONE, NONE);
  finish(plan);
  return sumUp(plan);
}

/** Leaves the class probabilities of the batch in the last layer's output. */
export function predictStep(plan: Plan): void {
  finish(plan);
  publish(plan, PREDICT, NONE, NONE);
  finish(plan);
}

/** Adds up losses, in float64, and hits in the order of the batch, whoever computed them. */
function sumUp(plan: Plan): f64 {
  let lossSum: f64 = 0;
  let correct: i32 = 0;
  for (let row = 0; row < plan.count; row++) {
    lossSum += <f64>load<f32>(plan.losses + ((<usize>row) << 2));
    correct += load<i32>(plan.hits + ((<usize>row) << 2));
  }
  plan.correct = correct;
  return lossSum;
}
