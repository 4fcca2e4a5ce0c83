/** What is asked of the medians, in milliseconds. */
const GOALS = [
  ['predictions', 'From the script having run to the first prediction', 400],
  ['steps', 'From the start of the worker to the answer to its first step, the data in the cache', 300],
];

/**
 * Holds measured times against what is asked of their medians.
 * @param figures the times of all visits in milliseconds: `predictions`, `steps` by the worker's clock, and `stepsInPage`
 */
export function judge(figures) {
  const verdicts = GOALS.map(([name, what, goalMs]) => {
    const [medianMs, words] = medianOf(figures[name]);
    const isMet = medianMs <= goalMs;
    const line = `${what}: ${words}; at most ${goalMs} ms: ${isMet ? 'met' : 'not met'}.`;
    return { name, line, medianMs, goalMs, isMet };
  });
  const [, inPage] = medianOf(figures.stepsInPage);
  const lines = [...verdicts.map(({ line }) => line), `The same from new Worker in the page: ${inPage}.`];
  return {
    report: `${lines.join('\n')}\n`,
    goals: Object.fromEntries(
      verdicts.map(({ name, medianMs, goalMs, isMet }) => [name, { medianMs, goalMs, isMet }]),
    ),
    /** 1 when one of them is not met. */
    exitCode: verdicts.every(({ isMet }) => isMet) ? 0 : 1,
  };
}

function medianOf(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const [least, median, most] = [0, 0.5, 1].map((part) => sorted[Math.round(part * (sorted.length - 1))]);
  const range = `${least.toFixed(0)} to ${most.toFixed(0)}, ${sorted.length} visits`;
  return [median, `median ${median.toFixed(0)} ms (${range})`];
}
