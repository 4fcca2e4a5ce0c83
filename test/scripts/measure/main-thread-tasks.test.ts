import { describe, expect, test } from 'vitest';
import { mainThreadTasks, STEP } from '../../../scripts/measure/main-thread-tasks.mjs';

const TASK = 'ThreadControllerImpl::RunTask';
const PAGE = { pid: 1, tid: 1 };

/** An event of the page's thread, in milliseconds. */
const span = (name: string, ts: number, dur: number, cpu: number, args = {}, cat = 'devtools.timeline') => ({
  ...PAGE,
  name,
  cat,
  ph: 'X',
  ts: 1000 * ts,
  dur: 1000 * dur,
  tdur: 1000 * cpu,
  args: { data: args },
});
const mark = (name: string, ts: number) => ({
  ...span(STEP + name, ts, 0, 0, {}, 'blink.user_timing'),
  ph: 'I',
});

const SCRIPT = span('v8.compileModule', 1, 2, 2, { url: 'http://site/assets/1/fmnist-trainer.js' });

describe('the tasks of a trace', () => {
  test('are those of the thread that runs the script, with their CPU time', () => {
    const elsewhere = { ...span(TASK, 0, 50, 50), tid: 2 };
    const tasks = mainThreadTasks(
      [elsewhere, span(TASK, 0, 30, 12), SCRIPT, span(TASK, 40, 5, 3)],
      'fmnist-trainer.js',
    );
    expect(tasks.map(({ cpu }) => cpu)).toEqual([12, 3]);
  });

  test('name what used at least a millisecond by itself, the most first', () => {
    const [task] = mainThreadTasks(
      [
        span(TASK, 0, 30, 20),
        SCRIPT,
        span('FunctionCall', 4, 20, 15, { functionName: 'draw', url: 'http://site/a/view.js', lineNumber: 3 }),
        span('Layout', 5, 10, 9),
        span('Paint', 25, 1, 0.5),
      ],
      'fmnist-trainer.js',
    );
    expect(task?.work).toEqual([
      'Layout 9.0',
      'FunctionCall draw view.js:3:0 6.0',
      'the browser 2.5',
      'v8.compileModule fmnist-trainer.js 2.0',
    ]);
  });

  test('belong to the last step of the visitor that began before their end', () => {
    const tasks = mainThreadTasks(
      [span(TASK, 0, 5, 5), SCRIPT, span(TASK, 10, 5, 5), mark('train', 12), span(TASK, 20, 5, 5)],
      'fmnist-trainer.js',
    );
    expect(tasks.map(({ during }) => during)).toEqual(['load', 'train', 'train']);
  });

  test.each([
    ['that runs no such script', [span(TASK, 0, 5, 5)], 'No task of the trace runs fmnist-trainer.js.'],
    ['without CPU times', [{ ...SCRIPT, tdur: 0 }], 'This system reports no CPU time of threads in traces.'],
  ])('of a trace %s are an error', (_, events, message) => {
    expect(() => mainThreadTasks(events, 'fmnist-trainer.js')).toThrow(message);
  });
});
