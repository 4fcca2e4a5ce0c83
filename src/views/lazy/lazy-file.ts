import { TrainerError } from '../../../worker/protocol';

/** How a browser names the module that it could not load, where it does. */
const ADDRESS = /dynamically imported module: (\S+)$/;

/**
 * A file of the package that loads when a page first needs it: a bundle of its own, beside the element's. Its address is a
 * literal `import()`, which every bundler follows and every browser runs as it is.
 */
export class LazyFile<Module, Contents = Module> {
  readonly #name: string;
  readonly #import: () => Promise<Module>;
  readonly #open: (module: Module) => Contents;
  #contents: Contents | undefined;
  #loading: Promise<Contents> | undefined;
  /** Where the file was looked for in vain, and how often. */
  #failedAt: string | undefined;
  #failures = 0;

  /**
   * @param name the file's path in the package, for the error
   * @param load imports it by a literal
   * @param open takes from the module what its users get; by default the module itself
   */
  constructor(name: string, load: () => Promise<Module>, open?: (module: Module) => Contents) {
    this.#name = name;
    this.#import = load;
    this.#open = open ?? ((module) => module as unknown as Contents);
  }

  /** What the file has, once it has loaded. */
  get contents(): Contents | undefined {
    return this.#contents;
  }

  /**
   * Loads the file, with one request however often it is called. After a failure the next call asks again.
   * @throws TrainerError `page-file`
   */
  load(): Promise<Contents> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /**
   * Uses what the file has.
   * @throws TrainerError `page-file`, or what `use` throws: a bundle's errors may be of another class of the same name
   */
  async use<T>(use: (contents: Contents) => T | Promise<T>): Promise<T> {
    const contents = await this.load();
    try {
      return await use(contents);
    } catch (thrown) {
      throw TrainerError.from(thrown);
    }
  }

  async #load(): Promise<Contents> {
    try {
      this.#contents = this.#open(await this.#request());
      return this.#contents;
    } catch (thrown) {
      this.#loading = undefined;
      this.#failures++;
      this.#failedAt ??= ADDRESS.exec(String(thrown))?.[1];
      throw new TrainerError({
        code: 'page-file',
        message: `The file ${this.#name} could not be loaded.`,
        got: String(thrown),
        expected: `${this.#name}, beside the element’s script`,
        remedy: 'Serve all files of the package from one folder.',
      });
    }
  }

  /**
   * Firefox never asks again for a module that failed to load. The same address with another fragment is another module to
   * it, and the same file to the host.
   */
  #request(): Promise<Module> {
    if (!this.#failedAt) return this.#import();
    return import(/* webpackIgnore: true */ /* @vite-ignore */ `${this.#failedAt}#${this.#failures}`);
  }
}
