import { Batch, Dataset } from '../../worker/data/dataset';
import { formatImage } from '../../worker/data/format-image';
import type { LabelledImages } from '../../worker/data/split';
import type { CreateEngine } from '../../worker/engines/engine';
import { CLASS_COUNT } from '../../worker/model/classifier';
import { EpochMetrics } from '../../worker/training/epoch-metrics';
import type { Trajectory } from './trajectory';

/** How far an engine deviates from a reference trajectory. Differences are absolute, and the largest of their kind. */
export interface ReplayReport {
  readonly steps: number;
  /** The number of training images. */
  readonly images: number;
  readonly maxStepLossDiff: number;
  readonly maxFinalWeightDiff: number;
  /** The difference of the counts of correct images, summed over the steps. */
  readonly correctMismatches: number;
  readonly testLossDiff: number;
  readonly testAccuracy: number;
  readonly testAccuracyDiff: number;
  /** Over the class probabilities of the first test images. */
  readonly maxTestProbabilityDiff: number;
}

/** Replays a trajectory from its initial weights, batch by batch, and compares every recorded number. */
export function replay(trajectory: Trajectory, data: LabelledImages, createEngine: CreateEngine): ReplayReport {
  const { setup, batchSize, steps, order, stepLoss, stepCorrect } = trajectory;
  if (steps > Math.ceil(order.length / batchSize)) {
    throw new RangeError(
      `${steps} steps of ${batchSize} need more than the ${order.length} images of one epoch`,
    );
  }
  const engine = createEngine(setup);
  let maxStepLossDiff = 0;
  let correctMismatches = 0;
  let images = 0;
  for (let step = 0; step < steps; step++) {
    const indices = order.slice(step * batchSize, (step + 1) * batchSize);
    const { lossSum, correct, count } = engine.trainStep(new Batch(data.train, indices, formatImage));
    maxStepLossDiff = largest(maxStepLossDiff, lossSum / count - Number(stepLoss[step]));
    correctMismatches += Math.abs(correct - Number(stepCorrect[step]));
    images += count;
  }
  const maxFinalWeightDiff = maxDifference(engine.parameters(), trajectory.finalParameters);

  const metrics = new EpochMetrics('example');
  for (const batch of Dataset.of(data.test).map(formatImage).batch(1000)) {
    metrics.updateState(engine.evaluateStep(batch));
  }
  const test = metrics.result();
  const shown = trajectory.testLogits.length / CLASS_COUNT;
  const firstImages = new Batch(
    data.test,
    Int32Array.from({ length: shown }, (_, i) => i),
    formatImage,
  );
  const probabilities = engine.predict(firstImages.inputs(), shown);
  engine.dispose();
  return {
    steps,
    images,
    maxStepLossDiff,
    maxFinalWeightDiff,
    correctMismatches,
    testLossDiff: Math.abs(test.loss - trajectory.testLoss),
    testAccuracy: test.accuracy,
    testAccuracyDiff: Math.abs(test.accuracy - trajectory.testAccuracy),
    maxTestProbabilityDiff: maxDifference(probabilities, softmaxRows(trajectory.testLogits)),
  };
}

/** The larger of a bound and a difference. A difference that is not a number is larger than any other. */
function largest(bound: number, difference: number): number {
  const size = Math.abs(difference);
  return size <= bound ? bound : Number.isNaN(size) ? Number.POSITIVE_INFINITY : size;
}

function maxDifference(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  let max = 0;
  for (let i = 0; i < expected.length; i++) max = largest(max, Number(got[i]) - Number(expected[i]));
  return max;
}

function softmaxRows(logits: Float64Array): Float64Array {
  const probabilities = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += CLASS_COUNT) {
    const row = logits.subarray(start, start + CLASS_COUNT);
    const exponentials = row.map((logit) => Math.exp(logit - Math.max(...row)));
    const sum = exponentials.reduce((total, value) => total + value, 0);
    probabilities.set(
      exponentials.map((value) => value / sum),
      start,
    );
  }
  return probabilities;
}
