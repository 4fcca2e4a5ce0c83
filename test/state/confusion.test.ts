import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLASSES, confusionOf, TINT_STEPS, tintStep } from '../../src/state/confusion';
import { filterGarments } from '../../src/state/garment-filter';

const examined = (pairs: readonly (readonly [label: number, predicted: number])[]) => ({
  epoch: 1,
  labels: Uint8Array.from(pairs, ([label]) => label),
  predicted: Uint8Array.from(pairs, ([, predicted]) => predicted),
  confidence: new Float32Array(pairs.length).fill(0.5),
});

const classIndex = fc.nat(CLASSES - 1);
const anyPairs = fc.array(fc.tuple(classIndex, classIndex), { minLength: 1, maxLength: 300 });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('the confusion matrix', () => {
  // Three of class 0, of which two are predicted correctly; four of class 6, two of them predicted as 0 and one as 2.
  const confusion = confusionOf(
    examined([
      [0, 0],
      [0, 0],
      [0, 6],
      [6, 0],
      [6, 0],
      [6, 2],
      [6, 6],
    ]),
  );
  const count = (label: number, predicted: number) => confusion.counts[label * CLASSES + predicted];

  test('counts by actual and predicted class', () => {
    expect([count(0, 0), count(0, 6), count(6, 0), count(6, 2), count(6, 6)]).toEqual([2, 1, 2, 1, 1]);
    expect(sum(confusion.counts)).toBe(7);
    expect(confusion.support).toEqual([3, 0, 0, 0, 0, 0, 4, 0, 0, 0]);
  });

  test('has the recall of a class as its share of correct predictions, and none for a class without images', () => {
    expect(confusion.recall[0]).toBeCloseTo(2 / 3);
    expect(confusion.recall[6]).toBeCloseTo(1 / 4);
    expect(confusion.recall[2]).toBeNaN();
  });

  test('has the precision of a class as the share of its predictions that are correct, and none if it is never predicted', () => {
    expect(confusion.precision[0]).toBeCloseTo(2 / 4);
    expect(confusion.precision[6]).toBeCloseTo(1 / 2);
    expect(confusion.precision[2]).toBe(0);
    expect(confusion.precision[9]).toBeNaN();
  });

  test('has the accuracy over all images', () => {
    expect(confusion.accuracy).toBeCloseTo(3 / 7);
    expect(confusionOf(examined([])).accuracy).toBeNaN();
  });

  test('of any predictions has in each cell as many images as the gallery shows for it', () => {
    fc.assert(
      fc.property(anyPairs, classIndex, classIndex, (pairs, label, predicted) => {
        const examination = examined(pairs);
        const shown = filterGarments(examination, { kind: 'cell', label, predicted });
        expect(confusionOf(examination).counts[label * CLASSES + predicted]).toBe(shown.length);
      }),
    );
  });

  test('of any predictions has rows that sum to the images of their class, and contains all images', () => {
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const { counts, support } = confusionOf(examined(pairs));
        for (let label = 0; label < CLASSES; label++) {
          expect(sum(counts.slice(label * CLASSES, (label + 1) * CLASSES))).toBe(support[label]);
        }
        expect(sum(support)).toBe(pairs.length);
      }),
    );
  });

  test('swaps precision and recall if actual and predicted classes are swapped, and keeps the accuracy', () => {
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const one = confusionOf(examined(pairs));
        const other = confusionOf(examined(pairs.map(([label, predicted]) => [predicted, label] as const)));
        expect(other.recall).toEqual(one.precision);
        expect(other.precision).toEqual(one.recall);
        expect(other.accuracy).toBe(one.accuracy);
      }),
    );
  });

  test('does not depend on the order of the images', () => {
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        expect(confusionOf(examined([...pairs].reverse()))).toEqual(confusionOf(examined(pairs)));
      }),
    );
  });
});

describe('the tint of a cell', () => {
  test('is none for an empty cell, and the first level for one of 6,000', () => {
    expect(tintStep(0, 1000)).toBe(0);
    expect(tintStep(0, 0)).toBe(0);
    expect(tintStep(1, 6000)).toBe(1);
  });

  test('distinguishes 5, 50 and 150 of 1,000, beside 900', () => {
    expect([5, 50, 150, 900].map((count) => tintStep(count, 1000))).toEqual([1, 2, 4, 8]);
  });

  test('is one of the levels, and never lower for more images', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6000 }), fc.nat(6000), fc.nat(6000), (support, a, b) => {
        const [less, more] = [Math.min(a, b, support), Math.min(Math.max(a, b), support)];
        expect(tintStep(less, support)).toBeLessThanOrEqual(tintStep(more, support));
        expect(tintStep(more, support)).toBeLessThanOrEqual(TINT_STEPS);
      }),
    );
  });
});
