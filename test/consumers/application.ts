import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { emptyFolder, linkInto, unpackInto } from '../fixtures/packed-package';

const ROOT = projectRoot();
const OWN = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** npm's messages when the registry does not answer. */
const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH)\b/;

/** Vitest's own variables. With them, the application's tools would behave as in a test. */
const OF_VITEST = /^(NODE_ENV|TEST|VITEST.*|MODE|DEV|PROD|SSR|BASE_URL)$/;
/** A variable of the `npm run` that runs the tests. It would make npm install into this project. */
const OF_NPM = /^(npm_(package|lifecycle)_.*|npm_config_local_prefix|INIT_CWD)$/;
const ENVIRONMENT = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !OF_VITEST.test(name) && !OF_NPM.test(name)),
  ),
  CI: '1',
  NO_COLOR: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  WRANGLER_SEND_METRICS: 'false',
};

/** A user's application: a copy of its sources, with the packed package and its other dependencies. */
export interface Application {
  readonly folder: string;
  /** Runs a script of its `package.json` to its end. @returns its output; throws with the output if it fails */
  run(script: string): Promise<string>;
  /** Starts a script that serves. Resolves with its address once the script has printed one. */
  start(script: string, ...args: string[]): Promise<string>;
  remove(): Promise<void>;
}

/** Where an application gets its dependencies from. */
export type Dependencies =
  /** From this project, in the same versions: nothing is downloaded. */
  | 'own'
  /** From the registry or npm's cache, in the versions of the application's lock file. */
  | 'registry';

/**
 * Creates an application.
 * @param sources the folders of its sources; a file of a later one replaces that of an earlier one
 * @param packed the packed package
 * @param npmOptions more options of `npm install`
 * @throws Error that says so if the registry cannot be reached
 */
export async function makeApplication(
  sources: readonly string[],
  packed: string,
  dependencies: Dependencies,
  npmOptions: readonly string[] = [],
): Promise<Application> {
  const folder = emptyFolder();
  const started: ChildProcess[] = [];
  const application: Application = {
    folder,
    run: (script) => finish(folder, ['run', script]),
    start: (script, ...args) => {
      const child = npm(folder, ['run', script, '--', ...args]);
      started.push(child);
      return addressOf(child);
    },
    remove: async () => {
      await Promise.all(started.map(end));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    for (const each of sources) cpSync(each, folder, { recursive: true });
    if (dependencies === 'own') linkOwn(folder, packed);
    else await install(folder, packed, npmOptions);
  } catch (thrown) {
    await application.remove();
    throw thrown;
  }
  return application;
}

function linkOwn(folder: string, packed: string): void {
  unpackInto(folder, packed);
  const { devDependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  for (const [name, version] of Object.entries(devDependencies)) {
    if (OWN.devDependencies[name] !== version)
      throw new Error(`${name} ${version} is not what the project has: ${OWN.devDependencies[name]}.`);
    linkInto(folder, name);
  }
  symlinkSync(join(ROOT, 'node_modules/.bin'), join(folder, 'node_modules/.bin'), 'junction');
}

async function install(folder: string, packed: string, options: readonly string[]): Promise<void> {
  const quiet = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
  const patience = ['--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=3000'];
  try {
    await finish(folder, ['install', ...quiet, ...patience, ...options, packed]);
  } catch (thrown) {
    if (!UNREACHABLE.test(String(thrown))) throw thrown;
    throw new Error(
      `The npm registry could not be reached, and this consumer needs packages of it. Run it again with a network.\n${thrown}`,
    );
  }
}

/** npm as a process that leads a process group, so that everything it starts can be ended with it. */
function npm(cwd: string, args: readonly string[]): ChildProcess {
  return spawn('npm', args, { cwd, env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
}

function finish(cwd: string, args: readonly string[]): Promise<string> {
  const child = npm(cwd, args);
  const printed = collect(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(printed());
      else reject(new Error(`npm ${args[0]} ended with ${code}:\n${printed()}`));
    });
  });
}

function addressOf(child: ChildProcess): Promise<string> {
  const printed = collect(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`The server ended with ${code}:\n${printed()}`)));
    child.stdout?.on('data', () => {
      const [address] = /http:\/\/(localhost|127\.0\.0\.1):\d+/.exec(printed()) ?? [];
      if (address) resolve(`${address}/`);
    });
  });
}

/** Collects the output of a process. The returned function returns all output so far. */
function collect({ stdout, stderr }: ChildProcess): () => string {
  let text = '';
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
  return () => text;
}

function end(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return Promise.resolve();
  const ended = new Promise((resolve) => child.on('close', resolve));
  process.kill(-child.pid, 'SIGTERM');
  return ended;
}
