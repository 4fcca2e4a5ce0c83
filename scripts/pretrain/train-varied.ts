import { Dataset } from '../../worker/data/dataset';
import { formatImage } from '../../worker/data/format-image';
import type { Split } from '../../worker/data/split';
import type { CreateEngine } from '../../worker/engines/engine';
import { classifierLayers } from '../../worker/model/classifier';
import { initialParameters } from '../../worker/model/initialisers';
import type { RunConfig } from '../../worker/protocol';
import { RandomStream } from '../../worker/random';
import { EpochMetrics } from '../../worker/training/epoch-metrics';
import { Augmentation, type AugmentationOptions } from './augmentation';
import { type LearningRateSchedule, scheduleAt } from './learning-rate';

/** A run with more than the element's settings: augmented images, and a step size that follows a schedule. */
export interface VariedRun {
  /** `learningRate` is the largest step size. */
  readonly config: RunConfig;
  readonly schedule: LearningRateSchedule;
  readonly augmentation: AugmentationOptions;
}

/**
 * Trains on every image of a split, augmented differently in each epoch.
 * @param onEpoch called after each epoch, from 1, with loss and accuracy on the augmented images
 * @returns the final weights, in the order of `parameterTable`
 */
export function trainVaried(
  { config, schedule, augmentation: options }: VariedRun,
  split: Split,
  createEngine: CreateEngine,
  onEpoch: (epoch: number, loss: number, accuracy: number) => void,
): Float32Array<ArrayBuffer> {
  const seed = RandomStream.seeded(config.seed);
  const layers = classifierLayers(config.hiddenUnits, config.activation);
  const engine = createEngine({
    layers,
    parameters: initialParameters(layers, seed.fork('weights')),
    optimizer: { name: config.optimizer, learningRate: config.learningRate, momentum: config.momentum },
    batchSize: config.batchSize,
  });
  const batches = Dataset.of(split)
    .map(formatImage)
    .shuffle(config.shuffleBuffer, seed.fork('shuffle'))
    .batch(config.batchSize);
  const augmentation = new Augmentation(options, seed.fork('augmentation'));
  const metrics = new EpochMetrics(config.sampleWeighting);
  const steps = config.epochs * batches.steps;
  let step = 0;
  for (let epoch = 1; epoch <= config.epochs; epoch++) {
    for (const batch of batches) {
      engine.setLearningRate(config.learningRate * scheduleAt(schedule, step, steps));
      metrics.updateState(engine.trainStep(augmentation.vary(batch)));
      step += 1;
    }
    const { loss, accuracy } = metrics.result();
    metrics.resetState();
    onEpoch(epoch, loss, accuracy);
  }
  const parameters = engine.parameters();
  engine.dispose();
  return parameters;
}
