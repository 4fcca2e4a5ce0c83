import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../entry.mjs';

const SILENCE_MS = 60_000;
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
 * Runs a program with its output on stderr, and kills it when it prints nothing for a minute.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env] added to this process's
 * @returns {Promise<string>} what went wrong, or `''`
 */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    let last = '';
    const timer = setTimeout(() => {
      child.kill();
      resolve(`gave up after ${SILENCE_MS / 1000} s without any output`);
    }, SILENCE_MS);
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
