import { Dataset } from '../../worker/data/dataset';
import { formatImage } from '../../worker/data/format-image';
import type { Split } from '../../worker/data/split';
import type { CreateEngine } from '../../worker/engines/engine';
import { classifierLayers } from '../../worker/model/classifier';
import type { Evaluation, RunConfig } from '../../worker/protocol';
import { EpochMetrics } from '../../worker/training/epoch-metrics';

/** As in the training loop with the lesson's network, so that sums are added in the same order and give the same bits. */
const EVALUATION_BATCH = 1000;

/**
 * The loss and accuracy of a network on unchanged images, in file order.
 * @param parameters in the order of `parameterTable`
 */
export function evaluateOn(
  split: Split,
  { hiddenUnits, activation, batchSize }: RunConfig,
  parameters: Float32Array,
  createEngine: CreateEngine,
): Evaluation {
  const engine = createEngine({
    layers: classifierLayers(hiddenUnits, activation),
    parameters,
    optimizer: { name: 'sgd', learningRate: 1, momentum: 0 },
    batchSize,
  });
  const metrics = new EpochMetrics('example');
  for (const batch of Dataset.of(split).map(formatImage).batch(EVALUATION_BATCH)) {
    metrics.updateState(engine.evaluateStep(batch));
  }
  engine.dispose();
  return metrics.result();
}
