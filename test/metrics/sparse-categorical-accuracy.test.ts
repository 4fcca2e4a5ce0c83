import { describe, expect, test } from 'vitest';
import { SparseCategoricalAccuracy, sparseCategoricalAccuracy } from '../../worker/metrics';

// The example of Keras' documentation.
const LABELS = [2, 1];
const PREDICTIONS = [0.1, 0.6, 0.3, 0.05, 0.95, 0];

describe('sparse categorical accuracy', () => {
  test('of Keras’ example is [0, 1] as a function', () => {
    expect([...sparseCategoricalAccuracy(LABELS, PREDICTIONS)]).toEqual([0, 1]);
  });

  test('of Keras’ example is 0.5 as a class, and 0.3 weighted 0.7 and 0.3', () => {
    const metric = new SparseCategoricalAccuracy();
    metric.updateState(LABELS, PREDICTIONS);
    expect(metric.result()).toBe(0.5);
    metric.resetState();
    metric.updateState(LABELS, PREDICTIONS, [0.7, 0.3]);
    expect(metric.result()).toBeCloseTo(0.3, 15);
    expect(metric.name).toBe('sparse_categorical_accuracy');
  });

  test('does not need probabilities: logits below zero work, too', () => {
    expect([...sparseCategoricalAccuracy([1, 0], [-9, -1, -5, -1e4, -2e4, -3e4])]).toEqual([1, 1]);
  });

  test('counts the first of equal scores, as argmax does', () => {
    expect([...sparseCategoricalAccuracy([0, 1, 2], [1, 1, 0, 1, 1, 0, 0, 1, 1])]).toEqual([1, 0, 0]);
  });

  test('finds each of the ten classes at its position', () => {
    const labels = Array.from({ length: 10 }, (_, i) => i);
    const identity = labels.flatMap((row) => labels.map((column) => (row === column ? 1 : 0)));
    expect([...sparseCategoricalAccuracy(labels, identity)]).toEqual(labels.map(() => 1));
  });

  test('weighs a smaller last batch by its size', () => {
    const metric = new SparseCategoricalAccuracy();
    metric.updateState([0, 0, 0], [1, 0, 1, 0, 1, 0]);
    metric.updateState([0], [0, 1]);
    expect(metric.result()).toBe(0.75);
  });

  test('refuses predictions that cannot be divided into the examples', () => {
    expect(() => sparseCategoricalAccuracy([0, 1], [0.1, 0.6, 0.3])).toThrow(/3 values for 2 examples/);
    expect(() => sparseCategoricalAccuracy([], [])).toThrow(RangeError);
    expect(() => sparseCategoricalAccuracy([0, 1], [])).toThrow(RangeError);
  });
});
