import { describe, expect, test } from 'vitest';
import { classifierLayers, parameterTable } from '../../worker/model/classifier';
import { glorotUniform, initialParameters } from '../../worker/model/initialisers';
import { RandomStream } from '../../worker/random';

describe('Glorot’s uniform initialiser', () => {
  const kernel = new Float32Array(784 * 64);
  glorotUniform(kernel, 784, 64, RandomStream.seeded(1));
  const limit = Math.sqrt(6 / (784 + 64));
  const mean = kernel.reduce((sum, value) => sum + value, 0) / kernel.length;
  const variance = kernel.reduce((sum, value) => sum + (value - mean) ** 2, 0) / kernel.length;

  test('stays within ±√(6 / (inputs + units)) and reaches both ends within 0.1 %', () => {
    const largest = kernel.reduce((a, b) => Math.max(a, b));
    const smallest = kernel.reduce((a, b) => Math.min(a, b));
    for (const size of [largest, -smallest]) {
      expect(size).toBeLessThanOrEqual(Math.fround(limit));
      expect(size).toBeGreaterThan(0.999 * limit);
    }
  });

  test('has mean 0 within 4 standard errors', () => {
    expect(Math.abs(mean)).toBeLessThan((4 * limit) / Math.sqrt(3 * kernel.length));
  });

  test('has variance 2 / (inputs + units) within 2 %', () => {
    expect(Math.abs(variance / (2 / (784 + 64)) - 1)).toBeLessThan(0.02);
  });
});

describe('the weights before the first step', () => {
  const layers = classifierLayers([20, 30], 'relu');
  const parameters = initialParameters(layers, RandomStream.seeded(1));

  test('have zero biases, and kernels within their layers’ limits', () => {
    for (const { name, shape, offset, length } of parameterTable(layers)) {
      const values = parameters.subarray(offset, offset + length);
      const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      const limit = name.endsWith('bias') ? 0 : Math.sqrt(6 / (Number(shape[0]) + Number(shape[1])));
      expect(largest, name).toBeLessThanOrEqual(Math.fround(limit));
      expect(largest, name).toBeGreaterThanOrEqual(0.9 * limit);
    }
  });

  test('are the same for the same seed, and different for another', () => {
    expect(initialParameters(layers, RandomStream.seeded(1))).toEqual(parameters);
    expect(initialParameters(layers, RandomStream.seeded(2))).not.toEqual(parameters);
  });
});
