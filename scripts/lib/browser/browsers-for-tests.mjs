/** @import { Environment } from '../data/prepare-data.mjs' */
import { existsSync } from 'node:fs';
import { findBrowser } from './find-browser.mjs';
import { headlessShellPaths } from './installed-paths.mjs';
import { whyNotRunning } from './why-not-running.mjs';

/**
 * The browsers of a test run, as environment variables: `FMNIST_BROWSER` is a whole Chromium, which is installed if there is none, and
 * `FMNIST_HEADLESS_SHELL` is what all tests use that need no hidden tab. The second is Chromium's headless shell where there is one: a
 * page opens in it in less than half the processor time. With `CHROME_PATH`, both are that browser.
 * @param {object} [options]
 * @param {Environment} [options.env]
 * @param {readonly string[]} [options.shells] paths where a headless shell may be
 * @param {(path: string) => string} [options.whyNot] why an executable does not start, or `''`
 * @param {() => Promise<string>} [options.find] finds the whole browser
 * @returns {Promise<{ FMNIST_BROWSER: string, FMNIST_HEADLESS_SHELL: string }>}
 */
export async function browsersForTests(options = {}) {
  const { env = process.env, shells = headlessShellPaths(env), whyNot = whyNotRunning } = options;
  const { find = () => findBrowser({ install: true, env }) } = options;
  const whole = await find();
  const shell = env.CHROME_PATH ? undefined : shells.find((path) => existsSync(path) && !whyNot(path));
  return { FMNIST_BROWSER: whole, FMNIST_HEADLESS_SHELL: shell ?? whole };
}
