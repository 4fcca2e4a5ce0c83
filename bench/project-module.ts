import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A module of this project as Node itself loads it, not bundled into the command: it may await at its top level and
 * knows its own address.
 */
export function projectModule<T>(root: string, path: string): Promise<T> {
  return import(pathToFileURL(join(root, path)).href);
}
