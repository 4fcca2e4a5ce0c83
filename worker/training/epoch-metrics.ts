import type { BatchResult } from '../engines/engine';
import { Mean } from '../metrics';
import type { Evaluation, SampleWeighting } from '../protocol';

/** What an epoch's metrics have added up. */
export interface MetricsState {
  readonly lossSum: number;
  /** Images, or with the weighting `batch` batches. */
  readonly lossWeight: number;
  readonly correct: number;
  readonly count: number;
}

/**
 * Loss and accuracy of an epoch, built up batch by batch.
 *
 * The lesson averages the losses of the batches, and warns that this skews the mean when the last batch is
 * smaller: with batches of 25,000, 25,000 and 10,000 an image of the last one counts two and a half times.
 * Here every example weighs the same; `batch` gives the lesson's own average, to compare. The accuracy is
 * Keras' metric in both cases, which weighs by example.
 */
export class EpochMetrics {
  readonly #loss = new Mean('loss');
  readonly #accuracy = new Mean('accuracy');
  readonly #weighting: SampleWeighting;

  /** @param from goes on from these sums */
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
