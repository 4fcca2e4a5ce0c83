import { describe, expect, test } from 'vitest';
import { jsonReport, type Results, table, textReport } from '../../bench/report';

const row = (name: string, epochSeconds: number, threads = 1) => ({
  name,
  epochSeconds,
  validationSeconds: 0.5,
  threads,
  gflops: 12 / epochSeconds,
});

const results: Results = {
  rows: [
    row('tfjs-vanilla', 8),
    row('fused-1', 1),
    row('fused-3', 1.1, 3),
    row('pytorch-1', 2),
    row('fused-1 (Chromium)', 1.25),
  ],
  peakGflops: 48,
  kernels: [{ name: 'adam', seconds: 20e-6, gflops: 24 }],
};

describe('a table', () => {
  test('has its first column aligned left, the others right', () => {
    expect(
      table([
        ['', 's'],
        ['fused-1', '0.5'],
        ['tfjs', '12.25'],
      ]),
    ).toBe('             s\nfused-1    0.5\ntfjs     12.25\n');
  });
});

describe('the report as JSON', () => {
  test('is an array of the rows and the peak', () => {
    const parsed = JSON.parse(jsonReport(results)) as readonly object[];
    expect(parsed).toEqual([...results.rows, { name: 'peak', gflops: 48 }]);
    expect(Object.keys(parsed[0] ?? {})).toEqual([
      'name',
      'epochSeconds',
      'validationSeconds',
      'threads',
      'gflops',
    ]);
  });
});

describe('the report for people', () => {
  const lines = textReport(results).split('\n');
  const cells = (name: string) => lines.find((line) => line.startsWith(`${name} `))?.split(/ {2,}/);

  test('has each row with its ratios to tfjs-vanilla and PyTorch, and its share of the peak', () => {
    expect(cells('fused-1')).toEqual(['fused-1', '1', '1.000', '0.500', '12.00', '25 %', '8.00×', '2.00×']);
    expect(cells('pytorch-1')?.slice(-2)).toEqual(['4.00×', '1.00×']);
  });

  test('has each kernel with its microseconds and its share of the peak', () => {
    expect(cells('adam')).toEqual(['adam', '20.00', '24.00', '50 %']);
  });

  test('compares threads with one thread, and the browser with Node', () => {
    expect(lines).toContain('fused-3 takes 1.10 times as long as fused-1.');
    expect(lines).toContain("fused-1 in Chromium's worker takes 1.25 times as long as under Node.");
  });

  test('has a dash if there is nothing to compare with', () => {
    const alone = textReport({ ...results, rows: results.rows.slice(0, 2) });
    expect(alone).toMatch(/fused-1 .* –\n/);
  });
});
