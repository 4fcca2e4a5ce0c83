import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Moves a freshly built folder over an older one, file by file, and removes what the new one does not have. The
 * folder is never missing, so that a server that reads from it goes on.
 */
export function replaceFiles(from, to) {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true });
  for (const name of readdirSync(to, { recursive: true })) {
    if (!existsSync(join(from, name))) rmSync(join(to, name), { recursive: true, force: true });
  }
  rmSync(from, { recursive: true, force: true });
}
