import { rowLength } from './rows';
import { RunningMean, type SampleWeight } from './running-mean';

/**
 * Whether the highest score of each example is at its label: 1 or 0 for each.
 * The first of several equal scores counts, as `argmax` does.
 * @param labels class index of each example, shape (count)
 * @param predictions probabilities or logits, row-major, shape (count, classes)
 */
export function sparseCategoricalAccuracy(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
): Float64Array {
  const classes = rowLength('sparseCategoricalAccuracy', predictions, labels.length);
  return Float64Array.from(labels, (label, row) => {
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if (Number(predictions[row * classes + c]) > Number(predictions[row * classes + best])) best = c;
    }
    return best === label ? 1 : 0;
  });
}

/** Share of examples classified correctly, 0 to 1. */
export class SparseCategoricalAccuracy extends RunningMean {
  constructor(name = 'sparse_categorical_accuracy') {
    super(name);
  }

  /** Adds a batch: labels (count), predictions (count, classes). */
  updateState(labels: ArrayLike<number>, predictions: ArrayLike<number>, sampleWeight?: SampleWeight): void {
    this.updateEach(sparseCategoricalAccuracy(labels, predictions), sampleWeight);
  }
}
