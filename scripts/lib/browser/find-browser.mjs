/** @import { Environment } from '../data/prepare-data.mjs' */
import { existsSync, readFileSync } from 'node:fs';
import { ExpectedError } from '../entry.mjs';
import {
  installWithApt,
  installWithPlaywright,
  playwrightPath as pathOfPlaywright,
} from './install-browser.mjs';
import { installedPaths } from './installed-paths.mjs';
import { whyNotRunning } from './why-not-running.mjs';

const DEBIAN = '/etc/debian_version';

/**
 * A way to install a browser.
 * @typedef {object} Installer
 * @property {string} label the command that it runs
 * @property {() => Promise<string>} run resolves to what went wrong, or `''`
 * @property {() => Promise<readonly string[]>} find paths of the browsers that it may have installed
 */

/**
 * Path of a Chromium-based browser that starts: `$CHROME_PATH`, an installed one, Playwright's own, or with `install` one that
 * is downloaded now.
 * @param {object} [options]
 * @param {boolean} [options.install]
 * @param {Environment} [options.env]
 * @param {readonly string[]} [options.candidates] paths of installed browsers
 * @param {(path: string) => string} [options.whyNot] why an executable does not start, or `''`
 * @param {(line: string) => void} [options.say]
 * @param {() => Promise<string>} [options.playwrightPath]
 * @param {readonly Installer[]} [options.installers]
 * @returns {Promise<string>}
 * @throws {ExpectedError} that lists every attempt
 */
export async function findBrowser(options = {}) {
  const {
    install = false,
    env = process.env,
    candidates = installedPaths(env),
    whyNot = whyNotRunning,
  } = options;
  const {
    say = console.error,
    playwrightPath = pathOfPlaywright,
    installers = defaultInstallers(env),
  } = options;

  if (env.CHROME_PATH) {
    const reason = existsSync(env.CHROME_PATH) ? whyNot(env.CHROME_PATH) : 'there is no such file';
    if (!reason) return env.CHROME_PATH;
    throw new ExpectedError(
      `CHROME_PATH is ${env.CHROME_PATH}: ${reason}. Set it to a Chromium or Chrome executable, or unset it to have one found.`,
    );
  }
  /** @type {string[]} */
  const attempts = [];
  const works = (/** @type {string} */ path, /** @type {string} */ label) => {
    const reason = path && existsSync(path) ? whyNot(path) : 'not there';
    if (reason) attempts.push(`${label}: ${reason}`);
    return !reason;
  };

  const present = candidates.filter(existsSync);
  if (present.length === 0)
    attempts.push('installed Chrome, Chromium or Edge: none on PATH or in the usual places');
  for (const path of present) if (works(path, path)) return path;

  const own = await playwrightPath();
  if (works(own, `Playwright's own browser (${own})`)) return own;

  for (const { label, run, find } of install ? installers : []) {
    say(`No browser for the tests yet: ${label} …`);
    const failure = await run();
    if (failure) {
      attempts.push(`${label}: ${failure}`);
      continue;
    }
    for (const path of await find()) if (works(path, `${path} after ${label}`)) return path;
  }
  const list = attempts.map((attempt) => `  - ${attempt}`).join('\n');
  throw new ExpectedError(
    `No browser was found to run the tests in.\n${list}\nInstall Chromium or Chrome, or set CHROME_PATH to its executable.`,
  );
}

/**
 * @param {Environment} env
 * @returns {Installer[]}
 */
function defaultInstallers(env) {
  const playwright = {
    label: 'npx playwright install chromium',
    run: installWithPlaywright,
    find: async () => [await pathOfPlaywright()],
  };
  const apt = {
    label: 'apt-get install chromium',
    run: installWithApt,
    find: async () => installedPaths(env).filter(existsSync),
  };
  return canInstallPackages() ? [playwright, apt] : [playwright];
}

/** Whether this is Debian, and the user may install its packages. */
export function canInstallPackages() {
  const isDebian = existsSync(DEBIAN) && !/ubuntu/i.test(readFileSync('/etc/os-release', 'utf8'));
  return isDebian && process.getuid?.() === 0;
}
