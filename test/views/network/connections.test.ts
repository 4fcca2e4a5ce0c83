import { describe, expect, it } from 'vitest';
import {
  deadUnits,
  imagesToCheck,
  parameterCount,
  strongestConnections,
} from '../../../src/views/network/connections';

describe('the strongest connections into a unit', () => {
  it('are those with the largest weight × input, above or below 0', () => {
    const weights = [0.5, -2, 3, 0.1];
    const inputs = [1, 1, 0.5, 1];
    expect(strongestConnections(weights, inputs, 3)).toEqual([
      { from: 1, share: -2 },
      { from: 2, share: 1.5 },
      { from: 0, share: 0.5 },
    ]);
  });

  it('leave out inputs of 0, even with a large weight, and weights that are not finite', () => {
    expect(strongestConnections([1e9, 0, Number.NaN], [0, 5, 1], 9)).toEqual([]);
  });
});

describe('a dead unit', () => {
  it('is 0 for every image', () => {
    expect([...deadUnits([0, 1, 0, 0, 0, -1], 3)]).toEqual([1, 0, 0]);
    expect([...deadUnits([0, 0, 0, 0], 2)]).toEqual([1, 1]);
  });
});

describe('the number of images with which dead units are found', () => {
  it('is 200 for the lesson’s network, or all images if there are fewer', () => {
    expect(imagesToCheck(parameterCount([64, 64]), 10_000, true)).toBe(200);
    expect(imagesToCheck(parameterCount([64, 64]), 120, true)).toBe(120);
  });

  it('is smaller for a large network, and 0 while it trains if fifty would delay it', () => {
    expect(imagesToCheck(500_000, 10_000, true)).toBe(80);
    expect(imagesToCheck(5_000_000, 10_000, true)).toBe(0);
    expect(imagesToCheck(5_000_000, 10_000, false)).toBe(50);
  });

  it('is 0 if the data set has too few, since a rarely active unit would look dead', () => {
    expect(imagesToCheck(1000, 49, false)).toBe(0);
  });
});

describe('the number of parameters', () => {
  it('is that of the lesson’s network', () => {
    expect(parameterCount([64, 64])).toBe(55_050);
  });
});
