import { expect, test } from 'vitest';
import { CORRECTIONS, EPSILONS, FORMULAS } from '../../../src/views/step/optimizer-formulas';
import { OPTIMIZERS } from '../../../worker/protocol';

test('Adam’s formulas have its decay rates, and what is left of them', () => {
  expect(FORMULAS.adam.slice(0, 4)).toEqual([
    'm ← 0.9 · m + 0.1 · g',
    'v ← 0.999 · v + 0.001 · g²',
    'm̂ = m / (1 − 0.9ᵗ)',
    'v̂ = v / (1 − 0.999ᵗ)',
  ]);
  expect(CORRECTIONS).toEqual(['1 − 0.9ᵗ', '1 − 0.999ᵗ']);
});

test('RMSProp’s formulas have its decay rate', () => {
  expect(FORMULAS.rmsprop[0]).toBe('mean-square ← 0.9 · mean-square + 0.1 · g²');
});

test.each(OPTIMIZERS)('%s ends with the update, and each ε in it has a value', (name) => {
  expect(FORMULAS[name].at(-1)).toMatch(/^Δ = η · /);
  expect(FORMULAS[name].join().includes('ε')).toBe(EPSILONS[name] !== undefined);
});
