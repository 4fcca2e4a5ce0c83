import { spawnSync } from 'node:child_process';

/**
 * Why a browser does not start, or `''`. A downloaded browser often lacks system libraries, which shows only when it starts.
 * @param {string} path of its executable
 */
export function whyNotRunning(path) {
  if (process.platform === 'win32') return ''; // `--version` opens a window there.
  const { status, error, stderr, signal } = spawnSync(path, ['--version'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (error) return error.message;
  if (status === 0) return '';
  const words = stderr.trim().split('\n').at(-1);
  return `does not start (${words || (signal ?? `exit code ${status}`)})`;
}
