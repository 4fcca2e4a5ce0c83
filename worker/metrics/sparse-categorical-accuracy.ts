import { rowLength } from './rows';
import { RunningMean, type SampleWeight } from './running-mean';

/**
 * For each example, 1 if its label has the highest score, otherwise 0. Of several equal scores the first counts, as in `argmax`.
 * @param labels the class index of each example, shape (count)
 * @param predictions probabilities or logits, row-major, shape (count, classes)
 * @throws RangeError if the predictions do not have the same number of values for each label
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

/** The share of examples that are classified correctly, from 0 to 1. */
export class SparseCategoricalAccuracy extends RunningMean {
  constructor(name = 'sparse_categorical_accuracy') {
    super(name);
  }

  /** Adds a batch: labels of shape (count), predictions of shape (count, classes). */
  updateState(labels: ArrayLike<number>, predictions: ArrayLike<number>, sampleWeight?: SampleWeight): void {
    this.updateEach(sparseCategoricalAccuracy(labels, predictions), sampleWeight);
  }
}
