import type { BatchResult } from '../engines/engine';
import { Mean } from '../metrics';
import type { Evaluation, SampleWeighting } from '../protocol';

/** The sums of an epoch's metrics so far. */
export interface MetricsState {
  readonly lossSum: number;
  /** The number of images; with the weighting `batch`, the number of batches. */
  readonly lossWeight: number;
  readonly correct: number;
  readonly count: number;
}

/** The sums before the first batch. */
export const NO_METRICS: MetricsState = { lossSum: 0, lossWeight: 0, correct: 0, count: 0 };

/**
 * The loss and accuracy of an epoch, updated batch by batch.
 *
 * The lesson averages the losses of the batches, and warns that this skews the mean if the last batch is smaller: with batches of
 * 25,000, 25,000 and 10,000, an image of the last one counts two and a half times. Here every example has the same weight. The
 * weighting `batch` gives the lesson's average, for comparison. The accuracy is Keras' metric in both cases, which weighs every
 * example the same.
 */
export class EpochMetrics {
  readonly #loss = new Mean('loss');
  readonly #accuracy = new Mean('accuracy');
  readonly #weighting: SampleWeighting;

  /** @param from sums to continue from */
  constructor(weighting: SampleWeighting, from?: MetricsState) {
    this.#weighting = weighting;
    if (!from) return;
    this.#loss.updateSum(from.lossSum, from.lossWeight);
    this.#accuracy.updateSum(from.correct, from.count);
  }

  updateState({ lossSum, correct, count }: BatchResult): void {
    if (this.#weighting === 'batch') this.#loss.updateState(lossSum / count);
    else this.#loss.updateSum(lossSum, count);
    this.#accuracy.updateSum(correct, count);
  }

  result(): Evaluation {
    return { loss: this.#loss.result(), accuracy: this.#accuracy.result(), count: this.#accuracy.weight };
  }

  state(): MetricsState {
    const [loss, accuracy] = [this.#loss, this.#accuracy];
    return { lossSum: loss.sum, lossWeight: loss.weight, correct: accuracy.sum, count: accuracy.weight };
  }

  resetState(): void {
    this.#loss.resetState();
    this.#accuracy.resetState();
  }
}
