import { expect, test } from 'vitest';
import { slotGrid } from '../../../src/views/step/slot-grid';

test('the lesson’s buffer of 1,024 slots has 16 rows of 64 cells', () => {
  const grid = slotGrid(1024, [0, 64, 64, 1023]);
  expect(grid).toMatchObject({ columns: 64, rows: 16, perCell: 1 });
  expect([0, 1, 64, 1023].map((cell) => grid.drawn[cell])).toEqual([1, 0, 2, 1]);
  expect(grid.drawn).toHaveLength(1024);
});

test('a larger buffer has several slots in a cell, and never more than 32 rows', () => {
  const grid = slotGrid(60_000, [0, 29, 30, 59_999]);
  expect(grid).toMatchObject({ columns: 64, rows: 32, perCell: 30 });
  expect(grid.drawn).toHaveLength(2000);
  expect([grid.drawn[0], grid.drawn[1], grid.drawn[1999]]).toEqual([2, 1, 1]);
});

test.each([
  [1, 1],
  [64, 1],
  [65, 2],
])('%i slots have %i rows', (slots, rows) => {
  expect(slotGrid(slots, [slots - 1])).toMatchObject({ rows, perCell: 1 });
});
