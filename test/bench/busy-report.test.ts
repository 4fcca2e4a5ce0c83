import { expect, test } from 'vitest';
import { compareBusyRows, judgeBusy } from '../../bench/busy-report';

const row = (busy: number, name: string, epochSeconds: number, threads: readonly number[] = []) => ({
  busy,
  name,
  epochSeconds,
  threads,
});

const rows = (automatic: number) => [
  row(0, 'fused-1', 0.4),
  row(0, 'fused-2', 0.2),
  row(0, 'automatic', 0.21, [2]),
  row(1, 'fused-1', 0.4),
  row(1, 'fused-2', 0.5),
  row(1, 'automatic', automatic, [1, 2]),
];

test('the automatic choice is compared with the better of the others', () => {
  const [none, one] = compareBusyRows(rows(0.42), 'automatic');
  expect(none?.ratio).toBeCloseTo(1.05, 9);
  expect(one).toEqual({
    busy: 1,
    epochSeconds: { 'fused-1': 0.4, 'fused-2': 0.5, automatic: 0.42 },
    chosen: [1, 2],
    ratio: 0.42 / 0.4,
  });
});

test('the report is a table in Markdown with the verdict below', () => {
  const { report, exitCode } = judgeBusy(compareBusyRows(rows(0.432), 'automatic'));
  expect(report.split('\n').slice(0, 4)).toEqual([
    '| busy processes | fused-1 | fused-2 | automatic | threads chosen | automatic / better |',
    '| --- | --- | --- | --- | --- | --- |',
    '| 0 | 0.400 | 0.200 | 0.210 | 2 | 1.05 |',
    '| 1 | 0.400 | 0.500 | 0.432 | 1 or 2 | 1.08 |',
  ]);
  expect(report).toContain('at most 1.1 times as long as the better number of threads: met.');
  expect(exitCode).toBe(0);
});

test('a choice that takes more than 1.1 times as long is reported, with exit code 1', () => {
  const { report, exitCode } = judgeBusy(compareBusyRows(rows(0.45), 'automatic'));
  expect(report).toContain('NOT MET');
  expect(exitCode).toBe(1);
});
