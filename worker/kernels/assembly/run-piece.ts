// What a thread computes for one piece of a job. pieces.ts says what a piece stands for.

import { columnSums4 } from './column-sums';
import { blockAt, denseBackwardInput, denseForward, denseKernelGradient } from './dense';
import { lossOfRows, probabilitiesOfRows } from './loss-of-rows';
import { columnPieces, KERNEL_ROWS, kernelChunks, Pieces, rowPieces } from './pieces';
import { Layer, layerAt, Optimizer, PANEL, Plan, pixelsOf, SQUARE_BYTES } from './plan';
import { updateWeights } from './update';

/** Computes one piece. */
export function runPiece(plan: Plan, job: i32, piece: i32, scratch: usize): void {
  if (job === Pieces.update) {
    runUpdatePiece(plan, piece, scratch);
    return;
  }
  const below = rowPieces(plan);
  const start = (piece % below) * plan.pieceRows;
  const rows = min(plan.pieceRows, plan.count - start);
  const column = (piece / below) * plan.pieceColumns;
  const layer = layerAt(plan, plan.layer);
  if (job === Pieces.loss) lossOfRows(plan, start, rows);
  else if (job === Pieces.probabilities) probabilitiesOfRows(plan, start, rows);
  else if (job === Pieces.forward) {
    const end = min(column + plan.pieceColumns, layer.columns);
    denseForward(layer, pixelsOf(plan, plan.layer), start, rows, column, end, scratch);
  } else {
    const end = min(column + plan.pieceColumns, layer.rows);
    denseBackwardInput(layer, layerAt(plan, plan.layer - 1), start, rows, column, end, scratch);
  }
}

function runUpdatePiece(plan: Plan, piece: i32, scratch: usize): void {
  const layer = layerAt(plan, plan.layer);
  const beside = columnPieces(plan, layer.columns);
  const block = piece / beside;
  const column = (piece % beside) * plan.pieceColumns;
  const end = min(column + plan.pieceColumns, layer.columns);
  if (block === kernelChunks(layer.inputs)) {
    const stride = (<usize>layer.columns) << 2;
    const from = layer.dOutput + ((<usize>column) << 2);
    for (let at: usize = 0, bytes = (<usize>(end - column)) << 2; at < bytes; at += 16)
      v128.store(scratch + at, columnSums4(from + at, plan.count, stride));
    updateElsewhere(plan, layer.bias + ((<usize>column) << 2), scratch, end - column);
    return;
  }
  const start = block * KERNEL_ROWS;
  const lastRow = min(start + KERNEL_ROWS, layer.inputs);
  denseKernelGradient(plan, layer, pixelsOf(plan, plan.layer), start, lastRow, column, end, scratch);
  updateElsewhere(plan, panelAt(layer, start, column), scratch, (end - column) * PANEL);
}

/** The address of the square with this row and column, multiples of 16, as its first ones. */
// @inline
function panelAt(layer: Layer, row: i32, column: i32): usize {
  return blockAt(layer, row) + <usize>(column >> 4) * SQUARE_BYTES;
}

/** Stores the updated weights and moments `plan.updated` bytes further on, and leaves those at `w` as they are. */
function updateElsewhere(plan: Plan, w: usize, g: usize, count: i32): void {
  const to = w + plan.updated;
  if (plan.updated) {
    const bytes = (<usize>count) << 2;
    const optimizer = plan.optimizer;
    memory.copy(to, w, bytes);
    if (optimizer !== Optimizer.sgd) memory.copy(to + plan.firstMoment, w + plan.firstMoment, bytes);
    if (optimizer === Optimizer.adam) memory.copy(to + plan.secondMoment, w + plan.secondMoment, bytes);
  }
  updateWeights(plan, to, g, count);
}
