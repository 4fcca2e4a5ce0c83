import { describe, expect, test } from 'vitest';
import { MeanAbsoluteError, MeanSquaredError, meanAbsoluteError, meanSquaredError } from '../../worker/metrics';

// The example of Keras' documentation: y_true [[0, 1], [0, 0]], y_pred [[1, 1], [0, 0]].
const TRUTH = [0, 1, 0, 0];
const PREDICTIONS = [1, 1, 0, 0];

describe('as functions, one value for each example', () => {
  test('the squared error of each value', () => {
    expect([...meanSquaredError([0, 1, 2], [3, 1, 0])]).toEqual([9, 0, 4]);
  });

  test('the absolute error of each value', () => {
    expect([...meanAbsoluteError([0, 1, 2], [3, 1, 0])]).toEqual([3, 0, 2]);
  });

  test('the mean over the columns of each of two rows', () => {
    expect([...meanSquaredError(TRUTH, PREDICTIONS, 2)]).toEqual([0.5, 0]);
    expect([...meanAbsoluteError([0, 4, 1, 1], [1, 1, 3, 3], 2)]).toEqual([2, 2]);
    expect([...meanSquaredError([0, 4, 1, 1], [1, 1, 3, 3], 2)]).toEqual([5, 4]);
  });
});

describe.each([
  ['MeanSquaredError', () => new MeanSquaredError(), 'mean_squared_error'],
  ['MeanAbsoluteError', () => new MeanAbsoluteError(), 'mean_absolute_error'],
] as const)('%s', (_, make, name) => {
  test('of Keras’ example is 0.25', () => {
    const metric = make();
    metric.updateState(TRUTH, PREDICTIONS);
    expect(metric.result()).toBe(0.25);
    expect(metric.name).toBe(name);
  });

  test('weighs each value', () => {
    const metric = make();
    metric.updateState([0, 0], [1, 0], [3, 1]);
    expect(metric.result()).toBe(0.75);
  });

  test('weighs a smaller last batch by its size and starts again after resetState', () => {
    const metric = make();
    metric.updateState([0, 0, 0], [1, 1, 1]);
    metric.updateState([5], [5]);
    expect(metric.result()).toBe(0.75);
    metric.resetState();
    expect(metric.result()).toBe(0);
  });

  test('refuses a number of predictions that differs from the number of true values', () => {
    expect(() => make().updateState([1, 2], [1])).toThrow(/1 predictions for 2 true values/);
  });
});

test('larger errors weigh more in the squared error than in the absolute one', () => {
  const [squared, absolute] = [new MeanSquaredError(), new MeanAbsoluteError()];
  for (const metric of [squared, absolute]) metric.updateState([0, 0], [-3, 1]);
  expect(squared.result()).toBe(5);
  expect(absolute.result()).toBe(2);
});

test('values that cannot be divided into the examples are refused', () => {
  expect(() => meanSquaredError([1, 2, 3], [1, 2, 3], 2)).toThrow(RangeError);
  expect(() => meanAbsoluteError([], [], 0)).toThrow(RangeError);
});
