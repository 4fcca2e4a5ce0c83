/**
 * @import { answerTimes } from './answers.mjs'
 * @import { Visit } from './first-visit.mjs'
 * @import { memoryByEpoch } from './memory.mjs'
 * @import { scrollWhileTraining } from './scrolling.mjs'
 * @import { watchedEpochs } from './watched-epochs.mjs'
 */

import { MOST_CPU_MS } from './first-visit.mjs';

/** No answer of the worker, and no task of the page's main thread, may take longer. */
const MOST_MS = 50;

/**
 * Compares first visits with the limit.
 * @param {readonly Visit[]} visits
 * @returns {{ report: string, isMet: boolean }}
 */
export function judgeVisits(visits) {
  const isMet = visits.every(({ longest }) => longest.every(({ cpu }) => cpu <= MOST_CPU_MS));
  const lines = visits.flatMap(({ view, threads, count, cpu, longest }) => [
    `A first visit, view="${view}", ${threads} ${threads === 1 ? 'thread' : 'threads'}: ${count} tasks of the main thread used ${cpu.toFixed(0)} ms of CPU time. The longest:`,
    ...longest.map(
      (task) => `  ${task.cpu.toFixed(1).padStart(5)} ms  ${task.during}: ${task.work.slice(0, 4).join(', ')}`,
    ),
  ]);
  lines.push(`No task of a first visit over ${MOST_CPU_MS} ms of CPU time: ${met(isMet)}.`);
  return { report: `${lines.join('\n')}\n`, isMet };
}

const met = (/** @type {boolean} */ isMet) => (isMet ? 'met' : 'NOT MET');

/**
 * @typedef {object} Fluidity
 * @property {Awaited<ReturnType<typeof scrollWhileTraining>>['frames']} frames
 * @property {number[]} longTasks milliseconds of each main-thread task over 50 ms
 * @property {Awaited<ReturnType<typeof answerTimes>>} answers
 * @property {Awaited<ReturnType<typeof memoryByEpoch>>} memory
 * @property {Awaited<ReturnType<typeof watchedEpochs>>} epochSeconds
 */

/**
 * Compares how fluid a page is with the limits.
 * @param {Fluidity} figures
 * @returns {{ report: string, goals: Record<'longTasks' | 'answers', boolean>, exitCode: number }} which limits are met, and exit
 *   code 1 if one is missed
 */
export function judgeFluidity(figures) {
  const { longTasks, answers } = figures;
  const longest = Math.max(...Object.values(answers).map((times) => times.longest));
  const goals = { longTasks: longTasks.length === 0, answers: longest <= MOST_MS };
  const verdicts = [
    `No main-thread task over ${MOST_MS} ms while training: ${met(goals.longTasks)}.`,
    `No answer later than ${MOST_MS} ms: ${met(goals.answers)}.`,
  ];
  return {
    report: `${[...linesOf(figures), ...verdicts].join('\n')}\n`,
    goals,
    exitCode: goals.longTasks && goals.answers ? 0 : 1,
  };
}

/** @param {Fluidity} figures */
function linesOf({ frames, longTasks, answers, memory, epochSeconds: { charts, predictions, full } }) {
  const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;
  const more = (/** @type {number} */ seconds) =>
    `${seconds.toFixed(3)} s (${((seconds / charts - 1) * 100).toFixed(1)} % more)`;
  const calls = Object.entries(answers).map(
    ([call, times]) => `${call} ${ms(times.median)}, at most ${ms(times.longest)}`,
  );
  return [
    `Frames while training and scrolling the gallery: median ${ms(frames.median)}, 95th percentile ${ms(frames.p95)}, longest ${ms(frames.longest)}, of ${frames.count}.`,
    `Main-thread tasks over ${MOST_MS} ms at the same time: ${longTasks.length === 0 ? 'none' : longTasks.map(ms).join(', ')}.`,
    `Answers of a worker that trains on one thread, median and longest: ${calls.join('; ')}.`,
    `An epoch with its validation, on one thread: ${charts.toFixed(3)} s with the charts alone, ${more(predictions)} with 15 predictions a second, ${more(full)} with everything on the screen.`,
    'The page’s heap after garbage collection:',
    ...memory.map(({ epoch, bytes }) => `  epoch ${String(epoch).padStart(3)}  ${(bytes / 1e6).toFixed(2)} MB`),
  ];
}
