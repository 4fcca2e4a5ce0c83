import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Moves a new build over an older one, file by file, and removes files that the new one does not have. The folder exists at all
 * times, so a server can continue to read from it.
 * @param {string} from
 * @param {string} to
 */
export function replaceFiles(from, to) {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true });
  for (const name of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    if (!existsSync(join(from, name))) rmSync(join(to, name), { recursive: true, force: true });
  }
  rmSync(from, { recursive: true, force: true });
}
