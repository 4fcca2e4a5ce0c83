/** What is asked of the medians, in milliseconds. */
const GOALS = [
  ['predictions', 'From the script having run to the first prediction', 400],
  ['steps', 'From new Worker in the page to the answer to its first step, the data in the cache', 300],
];

/**
 * Holds measured times against what is asked of their medians.
 * @param figures the times of all visits in milliseconds, `{ predictions, steps }`
 */
export function judge(figures) {
  const verdicts = GOALS.map(([name, what, goalMs]) => {
    const sorted = [...figures[name]].sort((a, b) => a - b);
    const at = (part) => sorted[Math.round(part * (sorted.length - 1))];
    const [least, medianMs, most] = [0, 0.5, 1].map(at);
    const isMet = medianMs <= goalMs;
    const range = `${least.toFixed(0)} to ${most.toFixed(0)}, ${sorted.length} visits`;
    const line = `${what}: median ${medianMs.toFixed(0)} ms (${range}); at most ${goalMs} ms: ${isMet ? 'met' : 'not met'}.`;
    return { name, line, medianMs, goalMs, isMet };
  });
  return {
    report: `${verdicts.map(({ line }) => line).join('\n')}\n`,
    goals: Object.fromEntries(
      verdicts.map(({ name, medianMs, goalMs, isMet }) => [name, { medianMs, goalMs, isMet }]),
    ),
    /** 1 when one of them is not met. */
    exitCode: verdicts.every(({ isMet }) => isMet) ? 0 : 1,
  };
}
