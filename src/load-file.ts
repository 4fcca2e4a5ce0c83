import { TrainerError } from '../worker/protocol';

/** Parts of the page's script that few visits need: each a bundle of its own, beside the element's. */
interface Files {
  readonly 'chart-file.js': typeof import('./chart-file');
  readonly 'share-link.js': typeof import('./share-link');
}

/** Where they are, each address in the one form that bundlers see and carry along. */
const ADDRESSES: Readonly<Record<keyof Files, URL>> = {
  'chart-file.js': new URL('./chart-file.js', import.meta.url),
  'share-link.js': new URL('./share-link.js', import.meta.url),
};

/**
 * Uses one of these files, which is loaded when it is first wanted.
 * @throws TrainerError `page-file`, or what the use of it throws: a bundle's errors are of a class of its own
 */
export async function callFile<K extends keyof Files, T>(
  name: K,
  use: (file: Files[K]) => T | Promise<T>,
): Promise<T> {
  const file = await load(name);
  try {
    return await use(file);
  } catch (thrown) {
    throw TrainerError.from(thrown);
  }
}

async function load<K extends keyof Files>(name: K): Promise<Files[K]> {
  const { href } = ADDRESSES[name];
  try {
    return await import(/* @vite-ignore */ /* webpackIgnore: true */ href);
  } catch (thrown) {
    throw new TrainerError({
      code: 'page-file',
      message: `The file ${name} could not be loaded.`,
      got: String(thrown),
      expected: href,
      remedy: 'Serve all files of the package from one folder.',
    });
  }
}
