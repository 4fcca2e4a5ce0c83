import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Loads a module of this project with Node itself instead of bundling it into the command, so that it may use top-level
 * await and its own `import.meta.url`.
 */
export function projectModule<T>(root: string, path: string): Promise<T> {
  return import(pathToFileURL(join(root, path)).href);
}
