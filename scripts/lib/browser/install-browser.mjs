import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../entry.mjs';

const SILENCE_MS = 60_000;
/** Firefox is one package of 70 MB, and some mirrors are slow. */
const SILENCE_OF_APT_MS = 300_000;
const APT_ENV = { DEBIAN_FRONTEND: 'noninteractive' };

/** Where Playwright keeps its own Chromium, whether it is downloaded or not. */
export async function playwrightPath() {
  const { chromium } = await import('playwright');
  return chromium.executablePath();
}

/** Downloads Playwright's Chromium. Resolves to what went wrong, or `''`. */
export async function installWithPlaywright() {
  const cli = join(projectRoot(), 'node_modules/playwright/cli.js');
  return run(process.execPath, [cli, 'install', 'chromium']);
}

/** Installs Debian's chromium, and its headless shell where Debian has one. Needs root. Resolves to what went wrong, or `''`. */
export async function installWithApt() {
  const install = (/** @type {string[]} */ ...packages) =>
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], APT_ENV);
  const failure =
    (await run('apt-get', ['update', '-q'], APT_ENV)) || (await install('chromium', 'fonts-liberation'));
  if (!failure) await install('chromium-headless-shell');
  return failure;
}

/**
 * Installs packages of Debian, and asks for the newest list of packages only if the known one does not do. Needs root.
 * @param {readonly string[]} packages
 * @returns {Promise<string>} what went wrong, or `''`
 */
export async function installPackages(packages) {
  const apt = (/** @type {string[]} */ ...args) => run('apt-get', args, APT_ENV, SILENCE_OF_APT_MS);
  const install = () => apt('install', '-y', '-q', '--no-install-recommends', ...packages);
  if (!(await install())) return '';
  return (await apt('update', '-q')) || install();
}

/**
 * Runs a program with its output on stderr, and kills it when it prints nothing for a while.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env] added to this process's
 * @param {number} [silenceMs] how long it may print nothing
 * @returns {Promise<string>} what went wrong, or `''`
 */
function run(command, args, env = {}, silenceMs = SILENCE_MS) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    let last = '';
    const timer = setTimeout(() => {
      child.kill();
      resolve(`gave up after ${silenceMs / 1000} s without any output`);
    }, silenceMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        timer.refresh();
        process.stderr.write(chunk);
        last = String(chunk).match(/^.*\berror\b.*$/im)?.[0] ?? last;
      });
    }
    const end = (/** @type {string} */ failure) => {
      clearTimeout(timer);
      resolve(failure);
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (code) => end(code === 0 ? '' : `exit code ${code}${last && ` (${last.trim()})`}`));
  });
}
