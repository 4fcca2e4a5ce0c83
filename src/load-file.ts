import { TrainerError } from '../worker/protocol';

/** Parts of the page's script that few visits need: each a bundle of its own, beside the element's. */
interface Files {
  readonly 'share-link.js': typeof import('./share-link');
}

/**
 * Loads one of these files when it is first wanted.
 * @throws TrainerError `page-file`
 */
export async function loadFile<K extends keyof Files>(name: K): Promise<Files[K]> {
  const { href } = new URL(name, import.meta.url);
  try {
    return await import(/* @vite-ignore */ /* webpackIgnore: true */ href);
  } catch (thrown) {
    throw new TrainerError({
      code: 'page-file',
      message: `The file ${name} could not be loaded.`,
      got: String(thrown),
      expected: href,
      remedy:
        'Serve all files of the package from one folder; where there is a content policy, allow that address.',
    });
  }
}
