import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DIGITS = 10;

/**
 * The folder of a packed data set in the site, relative to the site's root. Browsers cache its files for good, so the name
 * holds a hash of the manifest: another data set gets another folder.
 * @param {string} packed folder that `packForWeb` wrote
 */
export function dataPath(packed) {
  const manifest = readFileSync(join(packed, 'manifest.json'));
  return `data/fashion-mnist-${createHash('sha256').update(manifest).digest('hex').slice(0, DIGITS)}/`;
}
