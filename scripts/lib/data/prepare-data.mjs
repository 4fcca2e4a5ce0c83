/**
 * @import { Limits } from './mirror.mjs'
 * @import { OfficialFile } from './official-files.mjs'
 * @import { Output } from './progress.mjs'
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ExpectedError, projectRoot } from '../entry.mjs';
import { downloadMissing } from './download.mjs';
import { checkNamedFolder, findSoundFolder } from './find.mjs';
import { officialFiles, sizeOf } from './official-files.mjs';
import { isPacked, packForWeb } from './shards.mjs';

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * `source` is the folder with the official files, `packed` the folder that a site serves.
 * @typedef {{ readonly kind: 'fashion-mnist', readonly source: string, readonly packed: string }
 *   | { readonly kind: 'none', readonly reason: string }} PreparedData
 */

/**
 * @typedef {object} PrepareOptions
 * @property {boolean} [offline] do not download
 * @property {boolean} [quiet] print nothing to stderr except the progress of a download
 * @property {string} [from] folder with the official files; no other is tried
 * @property {string} [out] folder to pack into
 * @property {boolean} [thorough] also unpack what was packed before and compare its SHA-256
 * @property {string} [root] the project's folder
 * @property {Environment} [env]
 * @property {readonly OfficialFile[]} [files]
 * @property {readonly string[]} [mirrors]
 * @property {number} [imagesAShard]
 * @property {Limits} [limits]
 * @property {Output} [output] where progress is written
 */

/**
 * The folders in which this project keeps the data set and looks for it.
 * @param {string} root the project's folder
 */
export function dataFolders(root) {
  return {
    downloads: join(root, '.cache/fashion-mnist'),
    shared: resolve(root, '../shared/fashion-mnist'),
    packed: join(root, '.cache/web/fashion-mnist'),
  };
}

/**
 * Makes Fashion-MNIST ready: finds the official files or downloads them, and packs them for the web. Resolves to
 * `{ kind: 'none', reason }` when they cannot be had.
 * @param {PrepareOptions} [options]
 * @returns {Promise<PreparedData>}
 * @throws {ExpectedError} when the folder named by `from` or `$FMNIST_DATA` is missing or a file in it is damaged
 */
export async function prepareData(options = {}) {
  const { env = process.env, root = projectRoot(), from, quiet = false, thorough = false } = options;
  const { files = officialFiles(root), mirrors, imagesAShard, limits, output = process.stderr } = options;
  const offline = options.offline || isSet(env.FMNIST_OFFLINE);
  const folders = dataFolders(root);
  const say = (/** @type {string} */ line) => quiet || output.write(`${line}\n`);

  const named = from ?? env.FMNIST_DATA;
  if (named) await checkNamedFolder(resolve(named), files, from ? '--from' : 'FMNIST_DATA');
  let source = named ? resolve(named) : await findSoundFolder([folders.downloads, folders.shared], files, say);
  if (!source) {
    if (offline)
      return { kind: 'none', reason: `no data in ${folders.downloads}, and downloading is switched off.` };
    say('Downloading Fashion-MNIST (31 MB) …');
    try {
      await downloadMissing({ folder: folders.downloads, files, mirrors, limits, output });
    } catch (thrown) {
      if (thrown instanceof ExpectedError) return { kind: 'none', reason: thrown.message };
      throw thrown;
    }
    source = folders.downloads;
  }

  const packed = options.out ? resolve(options.out) : folders.packed;
  if (!(await isPacked({ outDir: packed, files, imagesAShard, thorough }))) {
    say(`Packing Fashion-MNIST for the web into ${packed} …`);
    await packForWeb({ source, outDir: packed, files, imagesAShard });
  }
  return { kind: 'fashion-mnist', source, packed };
}

/**
 * Where the data is, without downloading, packing or reading it: the folders named by `$FMNIST_IDX_DATA` and
 * `$FMNIST_PACKED_DATA` (which `npm test` sets), else the folders that `prepareData` uses.
 * @param {{ env?: Environment, root?: string }} [options]
 * @returns {Promise<{ readonly source: string | null, readonly packed: string | null }>}
 */
export async function locateData({ env = process.env, root = projectRoot() } = {}) {
  const files = officialFiles(root);
  const folders = dataFolders(root);
  const named = env.FMNIST_IDX_DATA ?? env.FMNIST_DATA;
  let source = named ? resolve(named) : null;
  for (const folder of source ? [] : [folders.downloads, folders.shared]) {
    const sizes = await Promise.all(files.map((file) => sizeOf(join(folder, file.name))));
    if (sizes.every((size, i) => size === files[i]?.byteLength)) source ??= folder;
  }
  const packed = env.FMNIST_PACKED_DATA ?? folders.packed;
  return { source, packed: existsSync(join(packed, 'manifest.json')) ? packed : null };
}

/** What the user can do when `prepareData` resolved to `none`. */
export function remedyForNoData(root = projectRoot()) {
  return [
    'To get it: connect to the internet and run the command again,',
    'or put the four official files (see docs/data.md) into',
    `  ${dataFolders(root).downloads}`,
    'or set FMNIST_DATA to a folder that holds them.',
  ].join('\n');
}

/** @param {string | undefined} value */
function isSet(value) {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
