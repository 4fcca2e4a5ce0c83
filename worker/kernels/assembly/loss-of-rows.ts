// What follows the last layer: probabilities, or the loss and its gradient, for rows of the batch.

import { layerAt, Plan } from './plan';
import { softmax, softmaxCrossEntropy } from './softmax-cross-entropy';

/** Replaces the last layer's sums by class probabilities. */
export function probabilitiesOfRows(plan: Plan, start: i32, rows: i32): void {
  const layer = layerAt(plan, plan.layerCount - 1);
  const stride = (<usize>layer.columns) << 2;
  const z = layer.output + <usize>start * stride;
  softmax(z, z, rows, layer.units, stride);
}

/** The loss of rows of the batch, its gradient, and whether each row's most probable class is its label. */
export function lossOfRows(plan: Plan, start: i32, rows: i32): void {
  const layer = layerAt(plan, plan.layerCount - 1);
  const stride = (<usize>layer.columns) << 2;
  softmaxCrossEntropy(
    layer.output + <usize>start * stride,
    plan.labels + start,
    plan.losses + ((<usize>start) << 2),
    plan.hits + ((<usize>start) << 2),
    layer.dOutput + <usize>start * stride,
    rows,
    layer.units,
    stride,
    1 / <f32>plan.count, // the loss is the mean over the batch
  );
}
