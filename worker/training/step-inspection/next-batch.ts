import { Batch } from '../../data/dataset';
import { formatImage } from '../../data/format-image';
import { ShuffleBuffer, type ShuffleState } from '../../data/shuffle-buffer';
import { IMAGE_PIXELS } from '../../model/classifier';
import type { InspectedPipeline } from '../../protocol';
import { RandomStream } from '../../random';
import type { Trainable } from '../trainable';

/** The position of a step in the run. */
export interface NextStep {
  /** From 1. */
  readonly epoch: number;
  /** From 0: the number of batches trained in this epoch. */
  readonly index: number;
}

/** The step that the run takes next; null if its last epoch has ended, or has no batch left. */
export function nextStep({ config, position, steps }: Trainable): NextStep | null {
  const { ended, epoch, step } = position;
  if (ended) return null;
  if (step < steps) return { epoch, index: step };
  // The epoch's validation is running.
  return epoch < config.epochs ? { epoch: epoch + 1, index: 0 } : null;
}

/** How many of the training images have entered the shuffle buffer when a step's batch has been drawn. The batch needs only these. */
export function imagesUntil({ index }: NextStep, { config, training }: Trainable): number {
  return Math.min(config.shuffleBuffer + (index + 1) * config.batchSize, training.count);
}

/**
 * Draws the run's next batch from copies of its shuffle buffer and its random stream. So the run will draw the same batch, whatever
 * happens here.
 */
export function drawNextBatch(
  model: Trainable,
  { index }: NextStep,
): { readonly batch: Batch; readonly pipeline: InspectedPipeline } {
  const { config, training } = model;
  const { shuffle, random } = model.shuffleState();
  const from: ShuffleState | undefined = index > 0 ? shuffle : undefined;
  const { count } = training;
  const buffer = new ShuffleBuffer(count, config.shuffleBuffer, RandomStream.restored(random), from);
  const { waiting } = buffer.state();
  const { entered } = buffer;
  const indices = new Int32Array(Math.min(config.batchSize, buffer.remaining));
  buffer.draw(indices);
  const slots = buffer.drawnSlots.slice();
  const refills = slots.map((_, i) => (entered + i < count ? entered + i : -1));
  const batch = new Batch(training, indices, formatImage);
  const pixels = new Uint8Array(indices.length * IMAGE_PIXELS);
  indices.forEach((image, row) => {
    const at = image * IMAGE_PIXELS;
    pixels.set(training.images.subarray(at, at + IMAGE_PIXELS), row * IMAGE_PIXELS);
  });
  const inputs = batch.inputs();
  return {
    batch,
    pipeline: { buffer: waiting, slots, refills, indices, labels: batch.labels(), pixels, inputs },
  };
}
