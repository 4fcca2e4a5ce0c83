import type { BatchResult } from '../engines/engine';
import { Mean } from '../metrics';
import type { Evaluation, SampleWeighting } from '../protocol';

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
  #count = 0;

  constructor(weighting: SampleWeighting) {
    this.#weighting = weighting;
  }

  updateState({ lossSum, correct, count }: BatchResult): void {
    if (this.#weighting === 'batch') this.#loss.updateState(lossSum / count);
    else this.#loss.updateSum(lossSum, count);
    this.#accuracy.updateSum(correct, count);
    this.#count += count;
  }

  result(): Evaluation {
    return { loss: this.#loss.result(), accuracy: this.#accuracy.result(), count: this.#count };
  }

  resetState(): void {
    this.#loss.resetState();
    this.#accuracy.resetState();
    this.#count = 0;
  }
}
