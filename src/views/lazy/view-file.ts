import { LazyFile } from './lazy-file';
import * as shared from './shared-code';

/** The export of the bundle of a lazy view. */
interface ViewModule<Code> {
  open(shared: typeof import('./shared-code')): Code;
}

/**
 * The file with the code of a lazy view.
 * @param name its path in the package
 * @param load imports it with a literal `import()`
 */
export function viewFile<Code>(name: string, load: () => Promise<ViewModule<Code>>): LazyFile<unknown, Code> {
  return new LazyFile(name, load, ({ open }) => open(shared)) as LazyFile<unknown, Code>;
}
