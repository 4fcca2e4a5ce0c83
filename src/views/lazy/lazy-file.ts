import { TrainerError } from '../../../worker/protocol';

/** Finds the address of the module that could not be loaded in a browser's error message. Not every browser names it. */
const ADDRESS = /dynamically imported module: (\S+)$/;

/**
 * A file of the package that loads when a page first needs it: a separate bundle, beside the element's. Its address is in a
 * literal `import()`, which every bundler recognises and every browser can run unchanged.
 */
export class LazyFile<Module, Contents = Module> {
  readonly #name: string;
  readonly #import: () => Promise<Module>;
  readonly #open: (module: Module) => Contents;
  #contents: Contents | undefined;
  #loading: Promise<Contents> | undefined;
  /** The address at which the file did not load, and how often it failed. */
  #failedAt: string | undefined;
  #failures = 0;

  /**
   * @param name the file's path in the package, for the error text
   * @param load imports the file with a literal `import()`
   * @param open returns what the users of the module need; by default, the module itself
   */
  constructor(name: string, load: () => Promise<Module>, open?: (module: Module) => Contents) {
    this.#name = name;
    this.#import = load;
    this.#open = open ?? ((module) => module as unknown as Contents);
  }

  /** The contents of the file, once it has loaded. */
  get contents(): Contents | undefined {
    return this.#contents;
  }

  /**
   * Loads the file, with one request however often it is called. After a failure, the next call makes another request.
   * @throws TrainerError `page-file`
   */
  load(): Promise<Contents> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /**
   * Calls `use` with the contents of the file.
   * @throws TrainerError `page-file`, or the error of `use`: a bundle's errors can be of another class with the same name
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
   * Firefox never requests a module again that failed to load. The same address with another fragment is a different module
   * for the browser, and the same file for the host.
   */
  #request(): Promise<Module> {
    if (!this.#failedAt) return this.#import();
    return import(/* webpackIgnore: true */ /* @vite-ignore */ `${this.#failedAt}#${this.#failures}`);
  }
}
