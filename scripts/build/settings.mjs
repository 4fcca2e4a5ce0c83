/** @import * as Protocol from '../../worker/protocol' */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';

/**
 * A setting as the manifest, the guide and the types of the package document it.
 * @typedef {object} DocumentedSetting
 * @property {string} key such as `batchSize`
 * @property {string} attribute such as `batch`
 * @property {string} type of the attribute's value, such as `number` or `'relu' | 'tanh'`
 * @property {string | undefined} default as text; undefined if it is empty
 * @property {string} description what it does, and which values it accepts
 * @property {{ how: 'oneOf' | 'such', values: string[] }} trial all its values, or one to try
 */

/**
 * All settings, in the order of `worker/protocol/settings.ts`.
 * @param {string} root the project's folder
 * @returns {DocumentedSetting[]}
 */
export function documentedSettings(root) {
  const { acceptedValues, CONFIG_KEYS, exampleOf, SETTING_DESCRIPTIONS, SETTINGS } = protocolOf(root);
  return CONFIG_KEYS.map((key) => {
    /** @type {Protocol.Setting} */
    const setting = SETTINGS[key];
    const { attribute, type, default: initial } = setting;
    const options = type === 'choice' ? setting.options : null;
    return {
      key,
      attribute,
      type:
        options?.map((option) => `'${option}'`).join(' | ') ??
        (type === 'number' || type === 'integer' ? 'number' : 'string'),
      default: String(initial) || undefined,
      description: `${SETTING_DESCRIPTIONS[key]} Accepts ${acceptedValues(key)}.`,
      trial: options ? { how: 'oneOf', values: [...options] } : { how: 'such', values: [exampleOf(key)] },
    };
  });
}

/**
 * What `worker/protocol` exports. Its sources import nothing outside their folder, so they run in Node too.
 * @param {string} root
 * @returns {typeof Protocol}
 */
function protocolOf(root) {
  // Loaded here and not above: the build imports this file before it has checked that its packages are installed.
  /** @type {typeof import('esbuild')} */
  const { buildSync } = createRequire(import.meta.url)('esbuild');
  const entry = join(root, 'worker/protocol/index.ts');
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'protocol',
  });
  return runInThisContext(`${outputFiles[0]?.text}; protocol`, { filename: entry });
}
