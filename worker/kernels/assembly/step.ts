// The calls that the engine makes for each batch: a weight update, an evaluation, a prediction.
//
// A weight update is two calls, `beginStep` and `endStep`, and the engine copies in the next batch between them.
// Helper threads may work on the update even after `endStep`. `finishStep` completes it; every function here does so
// first, before it touches the plan.

import { DIFFERENTIATE, EVALUATE, missingSumsOf, PREDICT, rowChunks, SUM, sumsApart, UPDATE } from './jobs';
import { Plan } from './plan';
import { finish, finishStages, publish, publishPieces, work } from './team';
import { NONE } from './team-memory';

/**
 * Begins a weight update on the `plan.count` images of the batch. Returns when no chunk of SUM is left to take; in
 * the build without threads, when the update is done. The plan, the images and the weights must not change before
 * `finishStep`.
 */
export function beginStep(plan: Plan): void {
  finish(plan);
  if (!sumsApart(plan)) {
    publish(plan, DIFFERENTIATE, UPDATE, NONE);
    return;
  }
  for (let chunk = 0; chunk < rowChunks(plan); chunk++) store<i32>(missingSumsOf(plan, chunk), 2);
  publish(plan, SUM, DIFFERENTIATE, UPDATE);
  work(plan, 0);
}

/**
 * Returns when the loss is known, and sets `plan.correct`.
 * @returns the sum of the images' cross-entropies in nats, under the weights before the update
 */
export function endStep(plan: Plan): f64 {
  finishStages(plan, sumsApart(plan) ? 1 : 0);
  return sumUp(plan);
}

/** Returns when the weights are updated. */
export function finishStep(plan: Plan): void {
  finish(plan);
}

/**
 * Sets `plan.correct` and leaves the weights as they are.
 * @returns the sum of the images' cross-entropies in nats
 */
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

/** Begins a job of pieces.ts. `computePiece` and the helper threads compute it, `leavePieces` leaves it. */
export function beginPieces(plan: Plan, job: i32): void {
  finish(plan);
  publishPieces(plan, job);
}

/** After the job `loss`: sets `plan.correct`. @returns the sum of the images' cross-entropies in nats */
export function sumLosses(plan: Plan): f64 {
  return sumUp(plan);
}

/**
 * Adds up the losses, in float64, and the hits. Always in the order of the rows, so the sum does not depend on who
 * computed them.
 */
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
