import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DIGITS = 10;

/**
 * Where a packed data set lies in the site, relative to its root: browsers keep what is there for ever, so another data set,
 * which has other sums in its manifest, gets another folder.
 * @param packed folder that `packForWeb` has written
 */
export function dataPath(packed) {
  const manifest = readFileSync(join(packed, 'manifest.json'));
  return `data/fashion-mnist-${createHash('sha256').update(manifest).digest('hex').slice(0, DIGITS)}/`;
}
