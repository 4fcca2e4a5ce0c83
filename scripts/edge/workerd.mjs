/** @import { ChildProcess } from 'node:child_process' */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { ExpectedError } from '../lib/entry.mjs';

/** The version of the runtime's behaviour. `wrangler.jsonc` names the same day. */
export const COMPATIBILITY_DATE = '2026-04-01';

/**
 * A module of a worker. Its name is also its path in the worker's folder.
 * @typedef {{ readonly name: string, readonly type: 'esModule' | 'wasm' | 'data' }} WorkerModule
 */

/**
 * @typedef {object} WorkerdOptions
 * @property {string} folder the modules' folder
 * @property {readonly WorkerModule[]} [modules] the entry first
 * @property {string} [assets] URL of a local server that stands in for the binding `ASSETS`; without it there is no such binding
 * @property {number} [port] 0 takes any free port
 * @property {string} scratch a folder for the configuration
 * @property {readonly string[]} [v8Flags] such as `--single-threaded`
 * @property {boolean} [quiet] do not print workerd's messages
 */

/**
 * The edge function's modules, by the names under which it imports them.
 * @type {readonly WorkerModule[]}
 */
export const EDGE_MODULES = [
  { name: 'edge.js', type: 'esModule' },
  { name: 'kernels.wasm', type: 'wasm' },
  { name: 'pretrained/lesson/weights.bin', type: 'data' },
  { name: 'pretrained/best/weights.bin', type: 'data' },
];

/** How long workerd may take to start listening. */
const START_MS = 20_000;

/**
 * Starts workerd, the runtime of Cloudflare Workers, with a module worker on the loopback interface.
 * @param {WorkerdOptions} options
 * @returns {Promise<{ readonly url: string, readonly pid: number, close(): Promise<void> }>}
 * @throws {ExpectedError} when there is no workerd for this computer, or it does not start
 */
export async function startWorkerd({
  folder,
  modules = EDGE_MODULES,
  assets,
  port = 0,
  scratch,
  v8Flags = [],
  quiet = false,
}) {
  mkdirSync(scratch, { recursive: true });
  const place = mkdtempSync(join(scratch, 'workerd-'));
  const file = join(place, 'config.capnp');
  writeFileSync(file, configuration({ from: place, folder, modules, assets, port, v8Flags }));
  const child = spawn(workerdPath(), ['serve', '--control-fd=3', file], {
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', quiet ? 'ignore' : 'inherit', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const close = async () => {
    child.kill();
    await ended;
    rmSync(place, { recursive: true, force: true });
  };
  // This process may exit without calling close().
  const killChild = () => child.kill();
  process.once('exit', killChild);
  ended.then(() => process.off('exit', killChild));
  try {
    const port = await listening(child);
    return { url: `http://127.0.0.1:${port}/`, pid: /** @type {number} */ (child.pid), close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** Path of the program, which has a package for each system. */
function workerdPath() {
  try {
    return createRequire(import.meta.url)('workerd').default;
  } catch (thrown) {
    throw new ExpectedError(
      `There is no workerd for this computer (${/** @type {Error} */ (thrown).message}). It runs on Linux and macOS, on x64 and arm64, and on Windows.`,
    );
  }
}

/**
 * Resolves to the port that workerd reports on its control pipe.
 * @param {ChildProcess} child
 * @returns {Promise<number>}
 * @throws {ExpectedError}
 */
function listening(child) {
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) =>
      reject(new ExpectedError(`workerd did not start: ${why}. Its messages are above.`));
    const timer = setTimeout(() => fail(`it was not listening after ${START_MS / 1000} s`), START_MS);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`it exited with code ${code}`));
    let said = '';
    const control = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
    control.setEncoding('utf8').on('data', (text) => {
      said += text;
      const events = said
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
      const listen = events.find(({ event }) => event === 'listen');
      if (!listen) return;
      clearTimeout(timer);
      resolve(listen.port);
    });
  });
}

/**
 * The configuration in Cap'n Proto's syntax.
 * @param {object} options
 * @param {string} options.from the configuration's folder
 * @param {string} options.folder
 * @param {readonly WorkerModule[]} options.modules
 * @param {string | undefined} options.assets
 * @param {number} options.port
 * @param {readonly string[]} options.v8Flags
 */
function configuration({ from, folder, modules, assets, port, v8Flags }) {
  const embedded = modules.map(({ name, type }) => {
    const path = relative(from, join(folder, name)).split(sep).join('/');
    return `(name = ${quoted(name)}, ${type} = embed ${quoted(path)})`;
  });
  const bindings = assets ? '(name = "ASSETS", service = "site")' : '';
  const site = assets && `(name = "site", external = (address = ${quoted(new URL(assets).host)}, http = ()))`;
  const services = [
    `(name = "edge", worker = (
      compatibilityDate = ${quoted(COMPATIBILITY_DATE)},
      modules = [${embedded.join(', ')}],
      bindings = [${bindings}],
    ))`,
    ...(site ? [site] : []),
  ];
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${services.join(',\n  ')}],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "edge")],
  v8Flags = [${v8Flags.map(quoted).join(', ')}],
);
`;
}

/** A string in Cap'n Proto's syntax, which escapes the characters of paths as JSON does. */
const quoted = (/** @type {string} */ text) => JSON.stringify(text);
