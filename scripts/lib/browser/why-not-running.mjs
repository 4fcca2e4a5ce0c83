import { spawnSync } from 'node:child_process';

/** Fails unless Python can open a window of WebKitGTK, as `drivers/webkit-browser.py` does. */
const IMPORT_WEBKIT = 'import gi; gi.require_version("WebKit2", "4.1"); from gi.repository import WebKit2';

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

/**
 * Why WebKitGTK cannot be driven, or `''`. Beside its driver it needs a virtual screen, and Python with the library's bindings.
 * @param {string} driver path of WebKitWebDriver
 */
export function whyNotDriving(driver) {
  const needed = /** @type {const} */ ([
    [driver, ['--help'], 'WebKitWebDriver does not start'],
    ['Xvfb', ['-help'], 'there is no Xvfb'],
    ['/usr/bin/python3', ['-c', IMPORT_WEBKIT], 'Python has no bindings of WebKitGTK 4.1'],
  ]);
  const lacking = needed.find(([command, args]) => {
    const { status, error } = spawnSync(command, args, { timeout: 20_000 });
    return error || status !== 0;
  });
  return lacking ? lacking[2] : '';
}
