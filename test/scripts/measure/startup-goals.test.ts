import { describe, expect, test } from 'vitest';
import { judge } from '../../../scripts/measure/startup-goals.mjs';

describe('npm run startup', () => {
  test('reports that both goals are met if the medians are at most 400 and 300 ms, and exits with 0', () => {
    const { report, exitCode } = judge({
      predictions: [900, 400, 265],
      steps: [300, 1000, 233],
      stepsInPage: [370, 1070, 303],
    });
    expect(report).toBe(
      'From the end of the script to the first prediction: median 400 ms (265 to 900, 3 visits); at most 400 ms: met.\n' +
        'From the start of the worker to the result of its first step, with the data cached: median 300 ms (233 to 1000, 3 visits); at most 300 ms: met.\n' +
        'The same from new Worker in the page: median 370 ms (303 to 1070, 3 visits).\n',
    );
    expect(exitCode).toBe(0);
  });

  test.each([
    ['the first prediction', { predictions: [400.1], steps: [300] }, [false, true]],
    ['the first step', { predictions: [400], steps: [300.1] }, [true, false]],
  ] as const)('reports a missed goal and exits with 1: %s', (_, figures, met) => {
    const { report, goals, exitCode } = judge({ ...figures, stepsInPage: [500] });
    expect([goals.predictions.isMet, goals.steps.isMet]).toEqual(met);
    expect(report.match(/: (not )?met\.$/gm)).toEqual(met.map((isMet) => (isMet ? ': met.' : ': not met.')));
    expect(exitCode).toBe(1);
  });
});
