import type * as InItsPlace from '../worker-address';
import { WORKER } from './worker-address';

/** What Vite adds to a module that mentions `import.meta.env`. Elsewhere there is nothing of this name. */
const { DEV, BASE_URL } = (import.meta as { env?: { DEV?: boolean; BASE_URL?: string } }).env ?? {};

/**
 * Whether Vite's development server has pre-bundled this module: copied it into a folder `deps`, without the package's other files.
 * Then addresses that are relative to this module are wrong.
 */
export const isPreBundled: boolean = DEV === true && /\/deps\/[^/?]+\?/.test(import.meta.url);

/** The folder of this module. `new URL('.', import.meta.url)` would be taken for the address of a file, and changed. */
const HERE = import.meta.url.replace(/[^/]*$/, '');

/** A module of the package that Vite does not copy. The address resolves like the package's name in an import. */
const IN_ITS_PLACE = `${BASE_URL}@id/fmnist-trainer/worker-address.jsx`;

let asking: Promise<string> | undefined;

/** Resolves to the address of `worker.js`. Asks the development server, once, if it has pre-bundled this module. */
export async function findWorker(): Promise<string> {
  if (!isPreBundled) return WORKER;
  asking ??= import(/* webpackIgnore: true */ new URL(IN_ITS_PLACE, HERE).href).then(
    (module: typeof InItsPlace) => module.WORKER,
    // The server does not know the package by its name. The error of a worker that does not start says what to do.
    () => WORKER,
  );
  return asking;
}

/**
 * The right address of a file of the package, if the given one is relative to this module or to `WORKER`. Others are returned unchanged.
 * @param worker what `findWorker` resolved to
 */
export function inItsPlace(address: string, worker: string): string {
  if (!isPreBundled) return address;
  if (address === WORKER) return worker;
  const folder = [HERE, new URL('.', WORKER).href].find((each) => address.startsWith(each));
  return folder ? new URL(address.slice(folder.length), worker).href : address;
}
