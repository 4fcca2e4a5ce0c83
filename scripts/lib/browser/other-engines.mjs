/** @import { Environment } from '../data/prepare-data.mjs' */
import { existsSync } from 'node:fs';
import { canInstallPackages } from './find-browser.mjs';
import { installPackages } from './install-browser.mjs';
import { firefoxPaths, webkitDriverPaths } from './installed-paths.mjs';
import { whyNotDriving, whyNotRunning } from './why-not-running.mjs';

/**
 * An engine beside Chromium.
 * @typedef {object} OtherEngine
 * @property {string} name
 * @property {string} variable the environment variable with its path
 * @property {(env: Environment) => readonly string[]} paths where it may be
 * @property {(path: string) => string} whyNot why it cannot be used, or `''`
 * @property {readonly string[]} packages Debian's packages that it needs
 * @property {string} elsewhere what to do on other systems
 */

/** @type {readonly OtherEngine[]} */
const ENGINES = [
  {
    name: 'Firefox',
    variable: 'FMNIST_FIREFOX',
    paths: firefoxPaths,
    whyNot: whyNotRunning,
    packages: ['firefox-esr'],
    elsewhere: 'Install Firefox, or set FMNIST_FIREFOX to its executable.',
  },
  {
    name: 'WebKit',
    variable: 'FMNIST_WEBKIT',
    paths: webkitDriverPaths,
    whyNot: whyNotDriving,
    packages: ['webkit2gtk-driver', 'gir1.2-webkit2-4.1', 'python3-gi', 'xvfb'],
    elsewhere: 'WebKit is tested on Linux only, with WebKitGTK.',
  },
];

/**
 * @typedef {object} FoundEngines
 * @property {Record<string, string>} env the paths of the engines, for the tests
 * @property {readonly string[]} missing for each engine that is missing: why, and what to do
 */

/**
 * Finds Firefox and WebKit. On Debian, with the rights for it, it installs what is missing.
 * @param {object} [options]
 * @param {Environment} [options.env] a path in an engine's variable is taken as it is
 * @param {readonly OtherEngine[]} [options.engines]
 * @param {readonly string[]} [options.names] only the engines with these names
 * @param {boolean} [options.canInstall]
 * @param {(packages: readonly string[]) => Promise<string>} [options.install] resolves to what went wrong, or `''`
 * @param {(line: string) => void} [options.say]
 * @returns {Promise<FoundEngines>}
 */
export async function otherEngines(options = {}) {
  const { env = process.env, names, say = console.error } = options;
  const engines = (options.engines ?? ENGINES).filter(({ name }) => !names || names.includes(name));
  const { canInstall = canInstallPackages(), install = installPackages } = options;
  /** @type {FoundEngines['env']} */
  const found = {};
  const missing = [];
  for (const engine of engines) {
    const { name, variable, packages, elsewhere } = engine;
    let { path, why } = look(engine, env);
    if (!path && canInstall) {
      say(`No ${name} for the tests yet: apt-get install ${packages.join(' ')} …`);
      const failure = await install(packages);
      ({ path, why } = look(engine, env));
      if (!path && failure) why = `apt-get: ${failure}`;
    }
    if (path) found[variable] = path;
    else missing.push(`${name}: ${why}. ${elsewhere} On Debian: apt-get install ${packages.join(' ')}`);
  }
  return { env: found, missing };
}

/**
 * @param {OtherEngine} engine
 * @param {Environment} env
 * @returns {{ path: string, why: string }} its path, or why there is none
 */
function look({ variable, paths, whyNot }, env) {
  const given = env[variable];
  const candidates = given ? [given] : paths(env).filter(existsSync);
  let why = given ? `${variable} is ${given}` : 'it is not installed';
  for (const path of candidates) {
    const reason = existsSync(path) ? whyNot(path) : 'there is no such file';
    if (!reason) return { path, why: '' };
    why = `${path}: ${reason}`;
  }
  return { path: '', why };
}
