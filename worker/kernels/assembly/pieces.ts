// Jobs for a step that takes long. Each is computed in pieces of a few milliseconds, so that the trainer's thread can
// handle messages between two of them, and can leave the step.
//
// A job is one kind of work on one layer, `plan.layer`. Its pieces divide the result into rectangles and do not depend
// on each other. A training step in pieces is the jobs `forward` of each layer, `loss`, `backward` of each layer from
// the last one to the second, and `update` of each layer. Each begins when the one before it is done.
//
// Example: a batch of 64 images and a layer with 4096 inputs and 4096 units. The engine has set pieceRows to 32 and
// pieceColumns to 400.
//
//   forward, 22 pieces       0: images 0–31, units 0–399    1: images 32–63, units 0–399    2: images 0–31, units 400–799 …
//   backward, 22 pieces      the same, with inputs in place of units
//   update, 2827 pieces      0: rows 0–15 of the kernel, units 0–399    1: rows 0–15, units 400–799 …
//                            2816: the biases of units 0–399 …
//
// Pieces that use the same weights follow each other, so the weights are still in a cache.
//
// The sums are the same as those of jobs.ts, to the bit: a piece computes whole sums, in the same order.

import { layerAt, Plan } from './plan';

/** The numbers of the jobs, which continue those of jobs.ts. */
export enum Pieces {
  /** A layer's output. */
  forward = 5,
  /** The loss and its gradient. */
  loss,
  /** The class probabilities. */
  probabilities,
  /** The gradient with respect to the values of the layer below. */
  backward,
  /** The gradients of a layer's kernel and bias, and their update. */
  update,
}

/** Rows of a kernel that are updated together: one block. */
export const KERNEL_ROWS = 16;

// @inline
export function isInPieces(job: i32): bool {
  return job >= <i32>Pieces.forward;
}

/** How many chunks a kernel of this many rows has. Its bias is one more. */
// @inline
export function kernelChunks(rows: i32): i32 {
  return (rows + KERNEL_ROWS - 1) / KERNEL_ROWS;
}

/** The number of pieces of a job. */
export function piecesOf(plan: Plan, job: i32): i32 {
  const layer = layerAt(plan, plan.layer);
  if (job === Pieces.update) return (kernelChunks(layer.inputs) + 1) * columnPieces(plan, layer.columns);
  if (job === Pieces.forward) return rowPieces(plan) * columnPieces(plan, layer.columns);
  return job === Pieces.backward ? rowPieces(plan) * columnPieces(plan, layer.rows) : rowPieces(plan);
}

/** How many pieces lie one below the other. */
// @inline
export function rowPieces(plan: Plan): i32 {
  return (plan.count + plan.pieceRows - 1) / plan.pieceRows;
}

/** How many pieces lie side by side. */
// @inline
export function columnPieces(plan: Plan, columns: i32): i32 {
  return (columns + plan.pieceColumns - 1) / plan.pieceColumns;
}
