import type { FmnistTrainer } from '../../src/index';

/** What an example may use beside its element. */
export interface Given {
  /** The class, as `fmnist-trainer.js` exports it. */
  readonly FmnistTrainer: typeof FmnistTrainer;
  /** Writes a line below the example. */
  readonly log: (line: string) => void;
}

/** Code that the guide shows and runs. What it returns or resolves with is written below it. */
export type Example<E, G = Given> = (element: E, given: G) => unknown;

/** How an attribute is tried: one of its values, some text, or present and absent. */
export type AttributeTrial =
  | { readonly oneOf: readonly string[] }
  | { readonly such: readonly string[] }
  | { readonly flag: true };
