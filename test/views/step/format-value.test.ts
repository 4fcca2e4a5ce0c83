import { expect, test } from 'vitest';
import { formatMean, formatShape, formatValue } from '../../../src/views/step/format-value';

test.each([
  [0, '0'],
  [-0, '0'],
  [0.71372549, '0.7137'],
  [-12.5, '−12.5'],
  [0.001, '0.001'],
  [0.000999, '9.99 × 10⁻⁴'],
  [-1.2345e-12, '−1.23 × 10⁻¹²'],
  [123456, '123,500'],
  [2.5e7, '2.5 × 10⁷'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '−∞'],
])('%d is shown as %s', (value, text) => {
  expect(formatValue(value)).toBe(text);
});

test('means have six decimals, so that both averages of an epoch can be compared', () => {
  expect([0.53290987, -0.0001446].map(formatMean)).toEqual(['0.532910', '−0.000145']);
});

test('shapes are written as in Keras', () => {
  expect([formatShape(64, 784), formatShape(64), formatShape(), formatShape(4096, 10)]).toEqual([
    '(64, 784)',
    '(64,)',
    '()',
    '(4096, 10)',
  ]);
});
