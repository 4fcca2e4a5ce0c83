import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ExpectedError, projectRoot } from '../entry.mjs';
import { downloadMissing } from './download.mjs';
import { checkNamedFolder, findSoundFolder } from './find.mjs';
import { officialFiles, sizeOf } from './official-files.mjs';
import { isPacked, packForWeb } from './shards.mjs';

/** Where this project keeps and looks for the data set, below its root. */
export function dataFolders(root) {
  return {
    downloads: join(root, '.cache/fashion-mnist'),
    shared: resolve(root, '../shared/fashion-mnist'),
    packed: join(root, '.cache/web/fashion-mnist'),
  };
}

/**
 * Makes Fashion-MNIST ready: finds the official files, downloads them if need be, packs them for the web.
 * Without them it answers `{ kind: 'none', reason }`. A folder named by `from` or `$FMNIST_DATA` that is
 * missing or damaged is an error: whoever named it wants that one.
 */
export async function prepareData(options = {}) {
  const { env = process.env, root = projectRoot(), from, quiet = false, thorough = false } = options;
  const { files = officialFiles(root), mirrors, imagesAShard, limits, output = process.stderr } = options;
  const offline = options.offline || isSet(env.FMNIST_OFFLINE);
  const folders = dataFolders(root);
  const say = (line) => quiet || output.write(`${line}\n`);

  let source = from ?? env.FMNIST_DATA;
  if (source) {
    source = resolve(source);
    await checkNamedFolder(source, files, from ? '--from' : 'FMNIST_DATA');
  } else {
    source = await findSoundFolder([folders.downloads, folders.shared], files, say);
  }
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
 * Where the data is, without downloading, packing or reading it: folders named by `$FMNIST_IDX_DATA` and
 * `$FMNIST_PACKED_DATA` (which `npm test` sets), else the places `prepareData` uses.
 * @returns `{ source, packed }`, each a folder or null
 */
export async function locateData({ env = process.env, root = projectRoot() } = {}) {
  const files = officialFiles(root);
  const folders = dataFolders(root);
  const named = env.FMNIST_IDX_DATA ?? env.FMNIST_DATA;
  let source = named ? resolve(named) : null;
  for (const folder of source ? [] : [folders.downloads, folders.shared]) {
    const sizes = await Promise.all(files.map((file) => sizeOf(join(folder, file.name))));
    if (sizes.every((size, i) => size === files[i].byteLength)) source ??= folder;
  }
  const packed = env.FMNIST_PACKED_DATA ?? folders.packed;
  return { source, packed: existsSync(join(packed, 'manifest.json')) ? packed : null };
}

/** What a person can do when `prepareData` answered `none`. */
export function remedyForNoData(root = projectRoot()) {
  return [
    'To get it: connect to the internet and run the command again,',
    'or put the four official files (see docs/data.md) into',
    `  ${dataFolders(root).downloads}`,
    'or set FMNIST_DATA to a folder that holds them.',
  ].join('\n');
}

function isSet(value) {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
