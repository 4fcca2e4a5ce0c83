import { describe, expect, test } from 'vitest';
import { judge } from '../../../scripts/measure/startup-goals.mjs';

const MET = {
  predictions: [900, 400, 265],
  steps: [300, 1000, 233],
  stepsInPage: [370, 1070, 303],
  guesses: [1000],
  firstSteps: [1000],
  firstEpochs: [3000],
};

describe('npm run startup', () => {
  test('reports the goals as met if the medians are at most their limits, and exits with 0', () => {
    const { report, exitCode } = judge(MET);
    expect(report).toBe(
      'From the end of the script to the first prediction: median 400 ms (265 to 900, 3 visits); at most 400 ms: met.\n' +
        'From the start of the worker to the result of its first step, with the data cached: median 300 ms (233 to 1000, 3 visits); at most 300 ms: met.\n' +
        'From the navigation to the first guess on the pad, over a line of 10 Mbit/s: median 1000 ms (1000 to 1000, 1 visit); at most 1000 ms: met.\n' +
        'From Train to the first step, on a first visit from this computer: median 1000 ms (1000 to 1000, 1 visit); at most 1000 ms: met.\n' +
        'From Train to the end of the first epoch, on such a visit: median 3000 ms (3000 to 3000, 1 visit); at most 3000 ms: met.\n' +
        'The first step with the data cached, from new Worker in the page: median 370 ms (303 to 1070, 3 visits).\n',
    );
    expect(exitCode).toBe(0);
  });

  test.each([
    ['predictions', 400.1],
    ['steps', 300.1],
    ['guesses', 1000.1],
    ['firstSteps', 1000.1],
    ['firstEpochs', 3000.1],
  ] as const)('reports %s of %d ms as a missed goal, and exits with 1', (name, ms) => {
    const { report, goals, exitCode } = judge({ ...MET, [name]: [ms] });
    expect(Object.entries(goals).filter(([, { isMet }]) => !isMet)).toEqual([[name, expect.anything()]]);
    expect(report.match(/: not met\.$/gm)).toHaveLength(1);
    expect(exitCode).toBe(1);
  });
});
