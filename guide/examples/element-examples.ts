import type { RequestEvent } from '../../src/state/requests';
import type { Example } from './example';
import type { Sample } from './sample';

interface Given extends Sample {
  /** Writes a value below the example. */
  readonly log: (value: unknown) => void;
}

/** The examples of an element that is used alone, by what the manifest calls what they show. */
export interface ElementExamples<E> {
  /** The properties without which it shows nothing, as a trainer feeds them. */
  readonly fedWith?: readonly string[];
  /** Those that need no trainer, set from the start. */
  readonly startsWith?: readonly string[];
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
