import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifierLayers, parameterCount, parameterTable } from '../../worker/model/classifier';

describe('the lesson’s classifier', () => {
  const layers = classifierLayers([64, 64], 'relu');
  const table = parameterTable(layers);

  test('is dense_1 and dense_2 with 64 relu units, then predictions with 10 softmax units', () => {
    expect(layers).toEqual([
      { name: 'dense_1', inputs: 784, units: 64, activation: 'relu' },
      { name: 'dense_2', inputs: 64, units: 64, activation: 'relu' },
      { name: 'predictions', inputs: 64, units: 10, activation: 'softmax' },
    ]);
  });

  test('has 55,050 parameters', () => {
    expect(parameterCount(table)).toBe(55_050);
  });

  test('keeps kernel then bias, layer by layer', () => {
    expect(table.map(({ name, shape, offset }) => [name, shape, offset])).toEqual([
      ['dense_1/kernel', [784, 64], 0],
      ['dense_1/bias', [64], 50_176],
      ['dense_2/kernel', [64, 64], 50_240],
      ['dense_2/bias', [64], 54_336],
      ['predictions/kernel', [64, 10], 54_400],
      ['predictions/bias', [10], 55_040],
    ]);
  });
});

describe('a classifier of any shape', () => {
  const hidden = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 });

  test('connects each layer to the outputs of the previous one', () => {
    fc.assert(
      fc.property(hidden, (units) => {
        const layers = classifierLayers(units, 'tanh', 30, 7);
        expect(layers.map((layer) => layer.inputs)).toEqual([30, ...units]);
        expect(layers.map((layer) => layer.units)).toEqual([...units, 7]);
        expect(layers.map(({ activation }) => activation)).toEqual([...units.map(() => 'tanh'), 'softmax']);
        expect(new Set(layers.map(({ name }) => name)).size).toBe(layers.length);
      }),
    );
  });

  test('has a parameter table without gaps or overlaps, as long as the formula says', () => {
    fc.assert(
      fc.property(hidden, (units) => {
        const table = parameterTable(classifierLayers(units, 'relu'));
        let next = 0;
        for (const { offset, length, shape } of table) {
          expect(offset).toBe(next);
          expect(length).toBe(shape.length === 2 ? Number(shape[0]) * Number(shape[1]) : shape[0]);
          next += length;
        }
        const widths = [784, ...units, 10];
        const byFormula = widths.slice(1).reduce((sum, width, i) => sum + (Number(widths[i]) + 1) * width, 0);
        expect(parameterCount(table)).toBe(byFormula);
      }),
    );
  });
});
