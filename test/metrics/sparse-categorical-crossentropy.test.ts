import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SparseCategoricalCrossentropy, sparseCategoricalCrossentropy } from '../../worker/metrics';

// The example of Keras' documentation, whose value is 1.1769392.
const LABELS = [1, 2];
const PREDICTIONS = [0.05, 0.95, 0, 0.1, 0.8, 0.1];

describe('sparse categorical cross-entropy from probabilities', () => {
  test('of Keras’ example is −log 0.95 and −log 0.1 as a function', () => {
    const [first, second] = sparseCategoricalCrossentropy(LABELS, PREDICTIONS);
    expect(first).toBeCloseTo(0.0512932943875505, 14);
    expect(second).toBeCloseTo(2.302585092994045, 14);
  });

  test('of Keras’ example is 1.1769392 as a class, and 1.6271976 weighted 0.3 and 0.7', () => {
    const metric = new SparseCategoricalCrossentropy();
    metric.updateState(LABELS, PREDICTIONS);
    expect(metric.result()).toBeCloseTo(1.1769392, 7);
    metric.resetState();
    metric.updateState(LABELS, PREDICTIONS, [0.3, 0.7]);
    expect(metric.result()).toBeCloseTo(1.6271976, 6);
  });

  test('stays finite at probability 0: −log 1e-7, which is 16.118, as in Keras', () => {
    expect(sparseCategoricalCrossentropy([0], [0, 1])[0]).toBeCloseTo(16.11809565095832, 12);
    expect(sparseCategoricalCrossentropy([0], [1, 0])[0]).toBeCloseTo(1e-7, 12);
  });
});

describe('sparse categorical cross-entropy from logits', () => {
  const fromLogits = (label: number, logits: number[]) =>
    Number(sparseCategoricalCrossentropy([label], logits, { fromLogits: true })[0]);

  test('of equal logits is log 10 for ten classes', () => {
    expect(fromLogits(3, new Array(10).fill(0.7))).toBeCloseTo(Math.log(10), 14);
  });

  test('equals −log softmax[label], within 1e-12, for logits of ordinary size', () => {
    const logit = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(fc.array(logit, { minLength: 2, maxLength: 10 }), fc.nat(), (logits, n) => {
        const label = n % logits.length;
        const sum = logits.reduce((total, z) => total + Math.exp(z), 0);
        const plain = Math.log(sum) - Number(logits[label]);
        expect(Math.abs(fromLogits(label, logits) - plain)).toBeLessThan(1e-12);
      }),
    );
  });

  test.each([
    ['the label is certain', 0, [1e4, -1e4, 0], 0],
    ['the label is out of the question', 1, [1e4, -1e4, 0], 2e4],
    ['all are far below zero', 2, [-1e4, -1e4, -1e4], Math.log(3)],
    ['all are far above zero', 2, [1e4, 1e4, 1e4], Math.log(3)],
  ])('is exact at logits of ±1e4 when %s', (_, label, logits, loss) => {
    expect(fromLogits(label, logits)).toBeCloseTo(loss, 12);
  });

  test('is averaged by the class with the same option', () => {
    const metric = new SparseCategoricalCrossentropy({ fromLogits: true });
    metric.updateState([0, 1], [0, 0, 1e4, -1e4]);
    expect(metric.result()).toBeCloseTo((Math.log(2) + 2e4) / 2, 10);
  });
});

test('a smaller last batch weighs by its size, and resetState starts again', () => {
  const metric = new SparseCategoricalCrossentropy();
  metric.updateState([0, 0, 0], [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
  metric.updateState([0], [0.25, 0.75]);
  expect(metric.result()).toBeCloseTo((3 * Math.log(2) + Math.log(4)) / 4, 14);
  metric.resetState();
  expect(metric.result()).toBe(0);
});

test.each([10, -1, Number.NaN])('label %s of ten classes is refused', (label) => {
  expect(() => sparseCategoricalCrossentropy([label], new Array(10).fill(0.1))).toThrow(/expected 0 to 9/);
});

test('predictions that cannot be divided into the examples are refused', () => {
  expect(() => sparseCategoricalCrossentropy([0, 1], [0.1, 0.6, 0.3])).toThrow(/3 values for 2 examples/);
});
