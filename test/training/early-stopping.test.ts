import { describe, expect, test } from 'vitest';
import type { EpochReport, Monitor } from '../../worker/protocol';
import { meetsTarget, Patience, parseTarget, type Target } from '../../worker/training/early-stopping';

function epochWith(values: Partial<Record<Monitor, number>>): EpochReport {
  const metrics = { trainLoss: 0.5, trainAccuracy: 0.5, valLoss: 0.5, valAccuracy: 0.5 };
  return { epoch: 1, epochs: 9, seconds: 1, imagesPerSecond: 1, ...metrics, ...values };
}

describe('a target', () => {
  test.each<[string, Target]>([
    ['valAccuracy>=0.88', { metric: 'valAccuracy', comparison: '>=', value: 0.88 }],
    [' trainLoss <= .3 ', { metric: 'trainLoss', comparison: '<=', value: 0.3 }],
    ['valLoss<1e-2', { metric: 'valLoss', comparison: '<', value: 0.01 }],
    ['trainAccuracy > 1E-1', { metric: 'trainAccuracy', comparison: '>', value: 0.1 }],
  ])('is read from “%s”', (text, target) => {
    expect(parseTarget(text)).toEqual(target);
  });

  test.each([
    '',
    'valAccuracy',
    'valAccuracy=0.9',
    'VALACCURACY>=0.9',
    'loss<1',
    'valLoss<',
    '0.9<=valAccuracy',
    'valLoss<1 or so',
  ])('is not read from “%s”', (text) => {
    expect(parseTarget(text)).toBeNull();
  });

  test.each([
    ['valAccuracy>=0.88', 0.88, true],
    ['valAccuracy>=0.88', 0.8799, false],
    ['valAccuracy>0.88', 0.88, false],
    ['valAccuracy>0.88', 0.8801, true],
    ['valAccuracy<=0.88', 0.88, true],
    ['valAccuracy<=0.88', 0.8801, false],
    ['valAccuracy<0.88', 0.88, false],
    ['valAccuracy<0.88', 0.8799, true],
  ])('%s is met by %f: %s', (text, valAccuracy, met) => {
    expect(meetsTarget(parseTarget(text) as Target, epochWith({ valAccuracy }))).toBe(met);
  });

  test.each(['trainLoss', 'trainAccuracy', 'valLoss', 'valAccuracy'] as const)('only looks at %s', (metric) => {
    const target = parseTarget(`${metric}>0.9`) as Target;
    expect(meetsTarget(target, epochWith({ [metric]: 0.95 }))).toBe(true);
    expect(meetsTarget(target, epochWith({}))).toBe(false);
  });
});

/** The 1-based epoch in which patience is used up; null if it never is. */
function usedUpIn(monitor: Monitor, epochs: number, values: readonly number[]): number | null {
  const patience = new Patience(monitor, epochs);
  const index = values.findIndex((value) => patience.isUsedUpBy(epochWith({ [monitor]: value })));
  return index === -1 ? null : index + 1;
}

describe('patience', () => {
  test('is used up after this many epochs in a row without a smaller loss', () => {
    expect(usedUpIn('valLoss', 2, [1, 0.9, 0.95, 0.91])).toBe(4);
    expect(usedUpIn('trainLoss', 1, [1, 0.9, 0.95])).toBe(3);
  });

  test('starts again with each improvement', () => {
    expect(usedUpIn('valLoss', 2, [1, 1.1, 0.9, 1.1, 0.8, 0.9, 0.9])).toBe(7);
  });

  test('counts from the best epoch, not from the previous one', () => {
    expect(usedUpIn('valLoss', 3, [0.5, 0.9, 0.8, 0.7])).toBe(4);
  });

  test('does not count an equal value as an improvement, as in Keras', () => {
    expect(usedUpIn('valLoss', 2, [1, 1, 1])).toBe(3);
  });

  test('expects accuracies to rise', () => {
    expect(usedUpIn('valAccuracy', 2, [0.8, 0.7, 0.6])).toBe(3);
    expect(usedUpIn('valAccuracy', 2, [0.6, 0.7, 0.8, 0.9])).toBeNull();
    expect(usedUpIn('trainAccuracy', 1, [0.6, 0.6])).toBe(2);
  });

  test('of 0 is never used up', () => {
    expect(usedUpIn('valLoss', 0, [1, 2, 3, 4, 5, 6, 7, 8])).toBeNull();
  });
});
