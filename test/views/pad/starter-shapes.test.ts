import { expect, it } from 'vitest';
import { STARTERS } from '../../../src/views/pad/starter-shapes';
import { CLASS_NAMES } from '../../../worker/data/fashion-mnist';

it('each class of Fashion-MNIST has a garment to start from, in the order of the labels', () => {
  expect(STARTERS.map(({ name }) => name)).toEqual(CLASS_NAMES);
});

it.each(STARTERS)('the corners of the $name are on the pad', ({ outline }) => {
  expect(outline.length % 2).toBe(0);
  expect(Math.min(...outline)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...outline)).toBeLessThanOrEqual(100);
});
