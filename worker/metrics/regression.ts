import { rowLength } from './rows';
import { RunningMean, type SampleWeight } from './running-mean';

/** For each example, the mean of `term(predicted − true)` over its values. */
function meanOfRows(
  metric: string,
  truth: ArrayLike<number>,
  predictions: ArrayLike<number>,
  count: number,
  term: (difference: number) => number,
): Float64Array {
  if (truth.length !== predictions.length) {
    throw new RangeError(`${metric}: got ${predictions.length} predictions for ${truth.length} true values`);
  }
  const length = rowLength(metric, predictions, count);
  return Float64Array.from({ length: count }, (_, row) => {
    let sum = 0;
    for (let i = row * length; i < (row + 1) * length; i++) {
      sum += term(Number(predictions[i]) - Number(truth[i]));
    }
    return sum / length;
  });
}

/**
 * The mean squared error of each example.
 * @param truth the true values, row-major, shape (count, units)
 * @param predictions the predicted values, same shape
 * @param count the number of examples; by default, every value is one example
 * @throws RangeError if the lengths do not match
 */
export function meanSquaredError(
  truth: ArrayLike<number>,
  predictions: ArrayLike<number>,
  count: number = truth.length,
): Float64Array {
  return meanOfRows('meanSquaredError', truth, predictions, count, (difference) => difference * difference);
}

/**
 * The mean absolute error of each example.
 * @param truth the true values, row-major, shape (count, units)
 * @param predictions the predicted values, same shape
 * @param count the number of examples; by default, every value is one example
 * @throws RangeError if the lengths do not match
 */
export function meanAbsoluteError(
  truth: ArrayLike<number>,
  predictions: ArrayLike<number>,
  count: number = truth.length,
): Float64Array {
  return meanOfRows('meanAbsoluteError', truth, predictions, count, Math.abs);
}

/** The mean squared error of all values. */
export class MeanSquaredError extends RunningMean {
  constructor(name = 'mean_squared_error') {
    super(name);
  }

  /** Adds a batch of true and predicted values. `sampleWeight` is one weight for all values, or one per value. */
  updateState(truth: ArrayLike<number>, predictions: ArrayLike<number>, sampleWeight?: SampleWeight): void {
    this.updateEach(meanSquaredError(truth, predictions), sampleWeight);
  }
}

/** The mean absolute error of all values. */
export class MeanAbsoluteError extends RunningMean {
  constructor(name = 'mean_absolute_error') {
    super(name);
  }

  /** Adds a batch of true and predicted values. `sampleWeight` is one weight for all values, or one per value. */
  updateState(truth: ArrayLike<number>, predictions: ArrayLike<number>, sampleWeight?: SampleWeight): void {
    this.updateEach(meanAbsoluteError(truth, predictions), sampleWeight);
  }
}
