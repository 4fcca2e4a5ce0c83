import { describe, expect, test } from 'vitest';
import { judgeVisits } from '../../../scripts/measure/fluidity-goals.mjs';

const visit = (...cpus: number[]) => ({
  view: 'charts' as const,
  threads: 2,
  count: 80,
  cpu: 300.4,
  longest: cpus.map((cpu) => ({ cpu, during: 'load', work: ['Layout 12.0', 'Paint 3.0'] })),
});

describe('first visits', () => {
  test('meet the goal with tasks of at most 20 ms of CPU time, and the longest are listed', () => {
    expect(judgeVisits([visit(20, 7)])).toEqual({
      isMet: true,
      report:
        'A first visit, view="charts", 2 threads: 80 tasks of the main thread used 300 ms of CPU time. The longest:\n' +
        '   20.0 ms  load: Layout 12.0, Paint 3.0\n' +
        '    7.0 ms  load: Layout 12.0, Paint 3.0\n' +
        'No task of a first visit over 20 ms of CPU time: met.\n',
    });
  });

  test('miss it if one task of one visit uses more', () => {
    const { isMet, report } = judgeVisits([visit(7), visit(20.1)]);
    expect(isMet).toBe(false);
    expect(report).toContain('No task of a first visit over 20 ms of CPU time: NOT MET.');
  });
});
