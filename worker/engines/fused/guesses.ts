import type { Batch } from '../../data/dataset';
import type { Guesses } from '../engine';
import type { LayerPlacement } from './fused-memory';

/**
 * Reads what the network predicts for the images that were evaluated last. The loss kernel has stored its gradient,
 * (probability − oneHot(label)) / count. The probability is recovered from that instead of being computed a second time from
 * the logits.
 * @param floats the engine's memory
 * @param last the last layer
 * @param order the position of each row in the batch
 */
export function readGuesses(
  floats: Float32Array,
  { layer, output, dOutput, columns }: LayerPlacement,
  { split, indices }: Batch,
  order: Int32Array,
  { predicted, confidence }: Guesses,
): void {
  const count = order.length;
  for (let row = 0; row < count; row++) {
    const z = output / 4 + row * columns;
    let best = 0;
    for (let k = 1; k < layer.units; k++) {
      if ((floats[z + k] as number) > (floats[z + best] as number)) best = k;
    }
    const position = order[row] as number;
    const isLabel = split.labels[indices[position] as number] === best;
    const gradient = floats[dOutput / 4 + row * columns + best] as number;
    predicted[position] = best;
    confidence[position] = gradient * count + Number(isLabel);
  }
}
