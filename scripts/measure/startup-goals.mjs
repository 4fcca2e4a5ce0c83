/** @typedef {'predictions' | 'steps' | 'guesses' | 'firstSteps' | 'firstEpochs'} Measured */

/**
 * The limits of the medians in milliseconds.
 * @type {[Measured, string, number][]}
 */
const GOALS = [
  ['predictions', 'From the end of the script to the first prediction', 400],
  ['steps', 'From the start of the worker to the result of its first step, with the data cached', 300],
  ['guesses', 'From the navigation to the first guess on the pad, over a line of 10 Mbit/s', 1000],
  ['firstSteps', 'From Train to the first step, on a first visit from this computer', 1000],
  ['firstEpochs', 'From Train to the end of the first epoch, on such a visit', 3000],
];

/**
 * Compares the medians of measured times with their limits.
 * @param {Record<Measured | 'stepsInPage', readonly number[]>} figures the times of all visits in milliseconds; `steps`
 *   by the worker's clock, and `stepsInPage` from `new Worker` in the page
 */
export function judge(figures) {
  const verdicts = GOALS.map(([name, what, goalMs]) => {
    const [medianMs, words] = medianOf(figures[name]);
    const isMet = medianMs <= goalMs;
    const line = `${what}: ${words}; at most ${goalMs} ms: ${isMet ? 'met' : 'not met'}.`;
    return { name, line, medianMs, goalMs, isMet };
  });
  const [, inPage] = medianOf(figures.stepsInPage);
  const lines = [
    ...verdicts.map(({ line }) => line),
    `The first step with the data cached, from new Worker in the page: ${inPage}.`,
  ];
  return {
    report: `${lines.join('\n')}\n`,
    goals: /** @type {Record<Measured, { medianMs: number, goalMs: number, isMet: boolean }>} */ (
      Object.fromEntries(
        verdicts.map(({ name, medianMs, goalMs, isMet }) => [name, { medianMs, goalMs, isMet }]),
      )
    ),
    /** 1 when a limit is missed. */
    exitCode: verdicts.every(({ isMet }) => isMet) ? 0 : 1,
  };
}

/**
 * @param {readonly number[]} times
 * @returns {[number, string]} the median, and a description of it
 */
function medianOf(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (/** @type {number} */ part) => sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN;
  const [least, median, most] = [at(0), at(0.5), at(1)];
  const range = `${least.toFixed(0)} to ${most.toFixed(0)}, ${sorted.length} ${sorted.length === 1 ? 'visit' : 'visits'}`;
  return [median, `median ${median.toFixed(0)} ms (${range})`];
}
