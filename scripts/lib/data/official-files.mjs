import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The table of the four official files, which the worker reads too. */
export function officialFiles(root) {
  return JSON.parse(readFileSync(join(root, 'worker/data/official-files.json'), 'utf8'));
}

/** Size of a file in bytes; 0 when there is none. */
export async function sizeOf(path) {
  return stat(path).then(
    (stats) => stats.size,
    () => 0,
  );
}

/**
 * What is wrong with a file on disk compared with its table entry, in words; `''` when nothing is,
 * `'missing'` when it is not there.
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
