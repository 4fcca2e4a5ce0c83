import { TrainerError } from '../../worker/protocol';

/**
 * Parts of the page's script that few visits need: each a bundle of its own, beside the element's. An import of a literal is
 * what every bundler follows, and what a browser runs as it is.
 */
const FILES = {
  'chart-file.js': () => import('../views/chart/chart-file.js'),
  'share-link.js': () => import('../state/settings-in-link.js'),
};
type Files = typeof FILES;
type Offer<K extends keyof Files> = Awaited<ReturnType<Files[K]>>;

/**
 * Uses one of these files, which is loaded when it is first wanted.
 * @throws TrainerError `page-file`, or what the use of it throws: a bundle's errors are of a class of its own
 */
export async function callFile<K extends keyof Files, T>(
  name: K,
  use: (file: Offer<K>) => T | Promise<T>,
): Promise<T> {
  const file = await load(name);
  try {
    return await use(file);
  } catch (thrown) {
    throw TrainerError.from(thrown);
  }
}

async function load<K extends keyof Files>(name: K): Promise<Offer<K>> {
  try {
    return (await FILES[name]()) as Offer<K>;
  } catch (thrown) {
    throw new TrainerError({
      code: 'page-file',
      message: `The file ${name} could not be loaded.`,
      got: String(thrown),
      expected: `${name}, beside the element’s script`,
      remedy: 'Serve all files of the package from one folder.',
    });
  }
}
