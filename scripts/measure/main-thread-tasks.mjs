/**
 * An event of Chromium's trace: `X` has a beginning and an end. `ts` and `dur` are microseconds by the clock, `tdur` microseconds of the
 * thread's CPU time.
 * @typedef {object} TraceEvent
 * @property {string} name
 * @property {string} cat
 * @property {string} ph
 * @property {number} pid
 * @property {number} tid
 * @property {number} ts
 * @property {number} [dur]
 * @property {number} [tdur]
 * @property {{ name?: string, data?: { url?: string, type?: string, functionName?: string, lineNumber?: number, columnNumber?: number } }} [args]
 */

/**
 * A task of the page's main thread.
 * @typedef {object} Task
 * @property {number} cpu milliseconds of CPU time
 * @property {string} during the visitor's last step before it
 * @property {string[]} work what used most of its CPU time, as `name milliseconds`
 */

const TASK = 'ThreadControllerImpl::RunTask';
/** A mark that `performance.mark` writes into the trace starts with this if it is a step of the visitor. */
export const STEP = 'step: ';
/** The trace's categories that are needed here. */
export const CATEGORIES = ['toplevel', 'devtools.timeline', 'blink.user_timing', '__metadata'];

/**
 * The tasks of a page's main thread, in order.
 * @param {readonly TraceEvent[]} events
 * @param {string} script part of the address of a script that the page runs
 * @returns {Task[]}
 * @throws {Error} if the trace has no CPU times, as on systems whose threads have no clock of their own
 */
export function mainThreadTasks(events, script) {
  const evaluated = events.find(
    ({ name, args }) => name === 'v8.compileModule' && args?.data?.url?.includes(script),
  );
  if (!evaluated) throw new Error(`No task of the trace runs ${script}.`);
  const onThread = events
    .filter(({ pid, tid }) => pid === evaluated.pid && tid === evaluated.tid)
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const spans = onThread.filter(({ ph }) => ph === 'X');
  if (!spans.some(({ tdur }) => tdur)) {
    throw new Error('This system reports no CPU time of threads in traces. Linux, Windows and macOS do.');
  }
  const steps = onThread.filter(({ cat, name }) => cat.includes('blink.user_timing') && name.startsWith(STEP));
  /** @type {Task[]} */
  const tasks = [];
  for (let i = 0; i < spans.length; ) {
    const task = /** @type {TraceEvent} */ (spans[i]);
    const end = task.ts + (task.dur ?? 0);
    let next = i + 1;
    while (next < spans.length && Number(spans[next]?.ts) < end) next++;
    if (task.name === TASK) {
      const step = steps.findLast(({ ts }) => ts <= end)?.name.slice(STEP.length) ?? 'load';
      tasks.push({ cpu: (task.tdur ?? 0) / 1000, during: step, work: workOf(spans.slice(i, next)) });
    }
    i = next;
  }
  return tasks;
}

/**
 * What used at least a millisecond of CPU time by itself, without what it called.
 * @param {readonly TraceEvent[]} spans a task and what ran inside it, in order
 */
function workOf(spans) {
  /** @type {Map<string, number>} */
  const own = new Map();
  /** @type {TraceEvent[]} */
  const open = [];
  const add = (/** @type {TraceEvent} */ event, /** @type {number} */ cpu) =>
    own.set(labelOf(event), (own.get(labelOf(event)) ?? 0) + cpu);
  for (const event of spans) {
    while (open.length > 0) {
      const { ts, dur = 0 } = /** @type {TraceEvent} */ (open.at(-1));
      if (event.ts < ts + dur) break;
      open.pop();
    }
    const parent = open.at(-1);
    const cpu = (event.tdur ?? 0) / 1000;
    if (parent) add(parent, -cpu);
    add(event, cpu);
    open.push(event);
  }
  return [...own]
    .filter(([, cpu]) => cpu >= 1)
    .sort(([, a], [, b]) => b - a)
    .map(([label, cpu]) => `${label} ${cpu.toFixed(1)}`);
}

/** @param {TraceEvent} event */
function labelOf({ name, args }) {
  const { url, type, functionName, lineNumber, columnNumber } = args?.data ?? {};
  const file = url ? new URL(url, 'http://page.invalid').pathname.split('/').at(-1) : '';
  const place = file && lineNumber !== undefined ? `${file}:${lineNumber}:${columnNumber ?? 0}` : file;
  return [name === TASK ? 'the browser' : name, type, functionName, place].filter(Boolean).join(' ');
}
