import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { ExpectedError } from '../lib/entry.mjs';

/** Whose behaviour is asked for; `wrangler.jsonc` names the same day. */
export const COMPATIBILITY_DATE = '2026-04-01';

/** The edge function's modules, by the names that it imports them under. */
export const EDGE_MODULES = [
  { name: 'edge.js', type: 'esModule' },
  { name: 'kernels.wasm', type: 'wasm' },
  { name: 'pretrained/lesson/weights.bin', type: 'data' },
  { name: 'pretrained/best/weights.bin', type: 'data' },
];

/** How long workerd may take until it listens. */
const START_MS = 20_000;

/**
 * Starts workerd, the runtime of Cloudflare Workers, with a module worker on the loopback interface.
 * @param options.folder the modules' folder
 * @param options.modules `{ name, type }` of each, the entry first
 * @param options.assets URL of a server on this computer that stands in for the binding `ASSETS`; without one there is no such binding
 * @param options.port 0 takes any free one
 * @param options.v8Flags of V8, such as `--single-threaded`
 * @param options.scratch a folder in which the configuration may be written
 * @param options.quiet keep what workerd says to itself
 * @returns `{ url, pid, close }`
 * @throws ExpectedError when there is no workerd for this computer, or it does not start
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
  // Whoever started it may be ended without a word.
  const killChild = () => child.kill();
  process.once('exit', killChild);
  ended.then(() => process.off('exit', killChild));
  try {
    return { url: `http://127.0.0.1:${await listening(child)}/`, pid: child.pid, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** The program, which is in a package of its own for each system. */
function workerdPath() {
  try {
    return createRequire(import.meta.url)('workerd').default;
  } catch (thrown) {
    throw new ExpectedError(
      `There is no workerd for this computer (${thrown.message}). It runs on Linux and macOS, on x64 and arm64, and on Windows.`,
    );
  }
}

/** Resolves with the port that workerd tells on its control pipe. */
function listening(child) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new ExpectedError(`workerd did not start: ${why}. Its own words are above.`));
    const timer = setTimeout(() => fail(`it does not listen after ${START_MS / 1000} s`), START_MS);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`it ended with exit code ${code}`));
    let said = '';
    child.stdio[3].setEncoding('utf8').on('data', (text) => {
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

/** A text in Cap'n Proto's syntax, which escapes as JSON does what can stand in a path. */
const quoted = (text) => JSON.stringify(text);
