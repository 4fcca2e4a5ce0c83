import { rowLength } from './rows';
import { RunningMean, type SampleWeight } from './running-mean';

/** Keras' `backend.epsilon()`. Before the logarithm, probabilities are limited to this distance from 0 and 1. */
const EPSILON = 1e-7;

export interface CrossentropyOptions {
  /** Whether the predictions are logits. The loss is then computed from them directly, which is numerically stable. */
  readonly fromLogits?: boolean;
}

/**
 * The cross-entropy of each example, in nats, between its integer label and its predictions: `-log p[label]`.
 * From logits `z` it is `log Σ exp(z − max z) − (z[label] − max z)`, which cannot overflow.
 * @param labels the class index of each example, shape (count)
 * @param predictions probabilities or logits, row-major, shape (count, classes)
 * @throws RangeError if the shapes do not match or a label is out of range
 */
export function sparseCategoricalCrossentropy(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  { fromLogits = false }: CrossentropyOptions = {},
): Float64Array {
  const classes = rowLength('sparseCategoricalCrossentropy', predictions, labels.length);
  const lossOfRow = fromLogits ? lossFromLogits : lossFromProbabilities;
  return Float64Array.from(labels, (label, row) => {
    if (!(label >= 0 && label < classes)) {
      throw new RangeError(`sparseCategoricalCrossentropy: got label ${label}; expected 0 to ${classes - 1}`);
    }
    return lossOfRow(predictions, row * classes, classes, label);
  });
}

function lossFromLogits(logits: ArrayLike<number>, start: number, classes: number, label: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < classes; c++) max = Math.max(max, Number(logits[start + c]));
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += Math.exp(Number(logits[start + c]) - max);
  return Math.log(sum) - (Number(logits[start + label]) - max);
}

function lossFromProbabilities(values: ArrayLike<number>, start: number, _: number, label: number): number {
  const probability = Number(values[start + label]);
  return -Math.log(Math.min(Math.max(probability, EPSILON), 1 - EPSILON));
}

/** The mean cross-entropy of the examples, in nats. */
export class SparseCategoricalCrossentropy extends RunningMean {
  readonly #options: CrossentropyOptions;

  constructor(options: CrossentropyOptions = {}, name = 'sparse_categorical_crossentropy') {
    super(name);
    this.#options = options;
  }

  /** Adds a batch: labels of shape (count), predictions of shape (count, classes). */
  updateState(labels: ArrayLike<number>, predictions: ArrayLike<number>, sampleWeight?: SampleWeight): void {
    this.updateEach(sparseCategoricalCrossentropy(labels, predictions, this.#options), sampleWeight);
  }
}
