import type { RequestEvent } from '../../src/state/requests';
import type { AttributeTrial, Example } from './example';
import type { Sample } from './sample';

interface Given extends Sample {
  /** Writes a value below the example. */
  readonly log: (value: unknown) => void;
}

/** The examples of an element on its own, by the names that the manifest has for its entries. */
export interface ElementExamples<E> {
  /** The properties it needs to show anything, with values from a trainer. */
  readonly fedWith?: readonly string[];
  /** Properties that need no trainer and are set from the start. */
  readonly startsWith?: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeTrial>>;
  readonly properties?: Readonly<Record<string, Example<E, Given>>>;
  readonly methods?: Readonly<Record<string, Example<E, Given>>>;
  readonly events?: Readonly<Record<string, Example<E, Given>>>;
  readonly parts?: Readonly<Record<string, string>>;
  readonly cssProperties?: Readonly<Record<string, string>>;
}

declare global {
  interface HTMLElementEventMap {
    'fmnist-request': RequestEvent;
    'fmnist-garment-step': CustomEvent;
    'fmnist-garment-close': CustomEvent;
  }
}
