import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * A row of `worker/data/official-files.json`, with the checksum of the packed file. No page needs this checksum.
 * @typedef {object} OfficialFile
 * @property {string} name such as `train-images-idx3-ubyte.gz`
 * @property {string} role such as `train-images`
 * @property {number} byteLength of the `.gz` file
 * @property {string} sha256 of the `.gz` file
 * @property {number} contentByteLength of the unpacked file
 * @property {string} contentSha256 of the unpacked file
 */

/**
 * The table of the four official files. The worker reads the same table, without the sums of the packed files.
 * @param {string} root the project's folder
 * @returns {readonly OfficialFile[]}
 */
export function officialFiles(root) {
  /** @param {string} path */
  const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
  const sums = read('scripts/lib/data/packed-sums.json');
  return read('worker/data/official-files.json').map((/** @type {OfficialFile} */ file) => ({
    ...file,
    sha256: sums[file.name],
  }));
}

/**
 * Size of a file in bytes; 0 when there is none.
 * @param {string} path
 */
export async function sizeOf(path) {
  return stat(path).then(
    (stats) => stats.size,
    () => 0,
  );
}

/**
 * How a file differs from its row of the table.
 * @param {string} path
 * @param {Pick<OfficialFile, 'byteLength' | 'sha256'>} expected
 * @returns {Promise<string>} in words; `''` when it does not differ, `'missing'` when it does not exist
 */
export async function flawOf(path, { byteLength, sha256 }) {
  const stats = await stat(path).catch(() => null);
  if (!stats) return 'missing';
  if (!stats.isFile()) return 'not a file';
  if (stats.size !== byteLength) {
    return `${stats.size.toLocaleString('en')} bytes, expected ${byteLength.toLocaleString('en')}`;
  }
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  const sum = hash.digest('hex');
  return sum === sha256 ? '' : `SHA-256 ${sum}, expected ${sha256}`;
}
