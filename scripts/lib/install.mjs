import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError, projectRoot } from './entry.mjs';

const NEEDED_NODE = [20, 19];

/**
 * Installs the dependencies with `npm ci` when they are missing or not those of package-lock.json.
 * npm's output goes to stderr. Every entry script calls this before it imports a package.
 */
export function ensureInstalled(root = projectRoot()) {
  checkNode(process.versions.node);
  const reason = whyInstall(root);
  if (!reason) return;
  console.error(`Installing dependencies: ${reason}.`);
  // npm_execpath is npm's own JavaScript file: no shell is needed to find npm, on Windows neither.
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : ['npm'];
  const [command, ...before] = npm;
  const args = [...before, 'ci', '--include=dev', '--no-audit', '--no-fund'];
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (error || status !== 0) {
    const got = error ? String(error) : `exit code ${status}`;
    throw new ExpectedError(
      `\`npm ci\` failed (${got}). Its own message is above; run \`npm ci\` in ${root} again.`,
    );
  }
}

/** Throws when `version` (such as `20.19.0`) is too old for the tools. */
export function checkNode(version) {
  const [major, minor] = version.split('.').map(Number);
  const [neededMajor, neededMinor] = NEEDED_NODE;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  throw new ExpectedError(
    `This is Node ${version}; fmnist-trainer needs ${NEEDED_NODE.join('.')} or newer. Install it from https://nodejs.org/ and run the command again.`,
  );
}

/**
 * Why `npm ci` has to run, or `''`. Compares package-lock.json with the list npm keeps of what it installed,
 * which it writes last: an interrupted installation has none.
 */
export function whyInstall(root) {
  const installedPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return 'node_modules is missing or incomplete';
  const installed = JSON.parse(readFileSync(installedPath, 'utf8')).packages;
  const { '': _project, ...locked } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  ).packages;

  for (const [path, entry] of Object.entries(locked)) {
    const found = installed[path];
    if (!found && !entry.optional && !entry.peer) return `${path} is not installed`;
    if (found && found.version !== entry.version) {
      return `${path} is ${found.version}, package-lock.json wants ${entry.version}`;
    }
  }
  for (const [path, entry] of Object.entries(installed)) {
    if (!locked[path]) return `${path} is installed and not in package-lock.json`;
    if (!fits(entry.os, process.platform) || !fits(entry.cpu, process.arch)) {
      return `${path} is for another platform than ${process.platform} ${process.arch}`;
    }
  }
  return '';
}

function fits(list, own) {
  if (!list) return true;
  const refused = list.filter((name) => name.startsWith('!'));
  return refused.length === list.length ? !refused.includes(`!${own}`) : list.includes(own);
}
