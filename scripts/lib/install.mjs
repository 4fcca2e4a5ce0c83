import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError, projectRoot } from './entry.mjs';

const NEEDED_NODE = /** @type {const} */ ([20, 19]);

/**
 * A package in package-lock.json, or in the list that npm keeps of what it installed.
 * @typedef {object} LockedPackage
 * @property {string} version
 * @property {boolean} [optional]
 * @property {boolean} [peer]
 * @property {string[]} [os] platforms it is for, or with `!` not for
 * @property {string[]} [cpu]
 */

/**
 * Installs the dependencies with `npm ci` when they are missing or differ from package-lock.json. npm's output goes to
 * stderr. Every command calls this before it imports a package.
 * @param {string} [root] the project's folder
 * @throws {ExpectedError} when Node is too old or npm fails
 */
export function ensureInstalled(root = projectRoot()) {
  checkNode(process.versions.node);
  const reason = whyInstall(root);
  if (!reason) return;
  console.error(`Installing dependencies: ${reason}.`);
  // npm_execpath is npm's own JavaScript file. Node can run it without a shell, also on Windows.
  const { npm_execpath: npmFile = '' } = process.env;
  const ownFile = npmFile.endsWith('.js');
  const command = ownFile ? process.execPath : 'npm';
  const args = [...(ownFile ? [npmFile] : []), 'ci', '--include=dev', '--no-audit', '--no-fund'];
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32' && !ownFile,
  });
  if (error || status !== 0) {
    const got = error ? String(error) : `exit code ${status}`;
    throw new ExpectedError(
      `\`npm ci\` failed (${got}). Its own message is above; run \`npm ci\` in ${root} again.`,
    );
  }
}

/**
 * @param {string} version of Node, such as `20.19.0`
 * @throws {ExpectedError} when it is too old for the tools
 */
export function checkNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor, neededMinor] = NEEDED_NODE;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  throw new ExpectedError(
    `This is Node ${version}; fmnist-trainer needs ${NEEDED_NODE.join('.')} or newer. Install it from https://nodejs.org/ and run the command again.`,
  );
}

/**
 * Why `npm ci` has to run, or `''`. Compares package-lock.json with the list that npm keeps of what it installed. npm writes
 * that list last, so after an interrupted installation there is none.
 * @param {string} root the project's folder
 */
export function whyInstall(root) {
  const installedPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return 'node_modules is missing or incomplete';
  const installed = packagesOf(installedPath);
  const { '': _project, ...locked } = packagesOf(join(root, 'package-lock.json'));

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

/**
 * @param {string} lockFile
 * @returns {Record<string, LockedPackage>} by their paths, such as `node_modules/lit`
 */
function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/**
 * @param {string[] | undefined} list
 * @param {string} own this computer's platform or processor
 */
function fits(list, own) {
  if (!list) return true;
  const refused = list.filter((name) => name.startsWith('!'));
  return refused.length === list.length ? !refused.includes(`!${own}`) : list.includes(own);
}
