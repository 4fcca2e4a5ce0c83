import { rowLength } from './rows';
import { RunningMean, type SampleWeight } from './running-mean';

/** Mean over the values of each example of `term(predicted − true)`. */
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
 * Mean squared error of each example.
 * @param truth true values, row-major, shape (count, units)
 * @param predictions predicted values of the same shape
 * @param count number of examples; by default every value is one
 */
export function meanSquaredError(
  truth: ArrayLike<number>,
  predictions: ArrayLike<number>,
  count: number = truth.length,
): Float64Array {
  return meanOfRows('meanSquaredError', truth, predictions, count, (difference) => difference * difference);
}

/**
 * Mean absolute error of each example.
 * @param truth true values, row-major, shape (count, units)
 * @param predictions predicted values of the same shape
 * @param count number of examples; by default every value is one
 */
export function meanAbsoluteError(
  truth: ArrayLike<number>,
  predictions: ArrayLike<number>,
  count: number = truth.length,
): Float64Array {
  return meanOfRows('meanAbsoluteError', truth, predictions, count, Math.abs);
}

/** Mean squared error over all values. */
export class MeanSquaredError extends RunningMean {
  constructor(name = 'mean_squared_error') {
    super(name);
  }

  /** Adds a batch of true and predicted values, one weight for each value. */
  updateState(truth: ArrayLike<number>, predictions: ArrayLike<number>, sampleWeight?: SampleWeight): void {
    this.updateEach(meanSquaredError(truth, predictions), sampleWeight);
  }
}

/** Mean absolute error over all values. */
export class MeanAbsoluteError extends RunningMean {
  constructor(name = 'mean_absolute_error') {
    super(name);
  }

  /** Adds a batch of true and predicted values, one weight for each value. */
  updateState(truth: ArrayLike<number>, predictions: ArrayLike<number>, sampleWeight?: SampleWeight): void {
    this.updateEach(meanAbsoluteError(truth, predictions), sampleWeight);
  }
}
