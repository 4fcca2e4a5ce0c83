import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/**
 * Keeps a core busy until its stdin is closed, which it checks every 20 ms. So it ends with the bench, even if the bench is killed.
 */
export const BUSY_SCRIPT = `
process.stdin.on('close', () => process.exit()).resume();
(function compute() {
  for (const end = performance.now() + 20; performance.now() < end; );
  setImmediate(compute);
})();
process.stdout.write('busy');
`;

/** Processes that each keep a core busy. */
export class BusyProcesses {
  readonly #running: ChildProcessWithoutNullStreams[] = [];

  /** Starts or ends processes until there are this many. Resolves when the new ones compute and the others have ended. */
  async set(count: number): Promise<void> {
    const surplus = this.#running.splice(count);
    const missing = Array.from({ length: Math.max(0, count - this.#running.length) }, () => {
      const child = spawn(process.execPath, ['-e', BUSY_SCRIPT]);
      this.#running.push(child);
      return child;
    });
    await Promise.all([...surplus.map(end), ...missing.map(untilBusy)]);
  }

  /** The ids of the processes. */
  get ids(): readonly number[] {
    return this.#running.map(({ pid = 0 }) => pid);
  }
}

function untilBusy(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.once('data', () => resolve());
    child.once('close', (code, signal) => reject(new Error(`A busy process ended with ${signal ?? code}.`)));
  });
}

function end(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    child.kill('SIGKILL');
  });
}
