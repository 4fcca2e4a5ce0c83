import type { Engine } from '../engines/engine';
import type { RunConfig } from '../protocol';
import type { KeptEpochs } from './kept-epochs';

/** A network that can predict and be inspected, whether it is being trained or was opened from a file. */
export interface Network {
  readonly config: RunConfig;
  readonly engine: Engine;
  /** The class name of each output. */
  readonly classNames: readonly string[];
  /** The weights after past epochs. */
  readonly kept: KeptEpochs;
}
