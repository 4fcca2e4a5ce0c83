import type { BatchResult } from '../../engines/engine';
import type { InspectedMetric, SampleWeighting } from '../../protocol';
import { EpochMetrics, type MetricsState } from '../epoch-metrics';

/**
 * What `updateState` does with a batch, and both averages of the loss.
 *
 * The run keeps only one of the averages. The other follows from it: all batches before this one have the same size, so the sum of the
 * images' losses is that size times the sum of the batches' means.
 * @param batches how many batches the epoch has trained before this one
 * @param batchSize the number of images in each of them
 */
export function metricUpdate(
  weighting: SampleWeighting,
  before: MetricsState,
  result: BatchResult,
  batches: number,
  batchSize: number,
): InspectedMetric {
  const metrics = new EpochMetrics(weighting, before);
  metrics.updateState(result);
  const after = metrics.state();
  const { lossSum: sum, count } = result;
  const ofImages = weighting === 'batch' ? before.lossSum * batchSize : before.lossSum;
  const ofBatches = ofImages / batchSize;
  const images = batches * batchSize;
  return {
    weighting,
    loss: { before: lossOf(before), after: lossOf(after) },
    accuracy: { before: accuracyOf(before), after: accuracyOf(after) },
    byExample: [mean(ofImages, images), mean(ofImages + sum, images + count)],
    byBatch: [mean(ofBatches, batches), mean(ofBatches + sum / count, batches + 1)],
  };
}

const lossOf = ({ lossSum, lossWeight }: MetricsState) => ({ total: lossSum, count: lossWeight });
const accuracyOf = ({ correct, count }: MetricsState) => ({ total: correct, count });

/** 0 before the first update, as in Keras. */
const mean = (total: number, count: number): number => (count === 0 ? 0 : total / count);
