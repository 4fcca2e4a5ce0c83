import type { FmnistTrainer } from '../../src/index';

/** What an example may use besides its element. */
export interface Given {
  /** The class, as `fmnist-trainer.js` exports it. */
  readonly FmnistTrainer: typeof FmnistTrainer;
  /** Writes a line below the example. */
  readonly log: (line: string) => void;
}

/** Code that the guide shows and runs. Its result is written below it. */
export type Example<E, G = Given> = (element: E, given: G) => unknown;

/** How to try an attribute: with one of its values, with a text, or by setting and removing it. */
export type AttributeTrial =
  | { readonly oneOf: readonly string[] }
  | { readonly such: readonly string[] }
  | { readonly flag: true };
