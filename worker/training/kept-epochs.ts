import type { Guesses } from '../engines/engine';
import type { EpochReport } from '../protocol';

/** What is kept of an epoch: the weights after it, their predictions for the validation images, and its metrics. */
export interface KeptEpoch extends Guesses {
  /** In the order of `parameterTable`. */
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly metrics: EpochReport;
}

/** The memory for the epochs of a run: enough for about 120 epochs of the lesson's network, of 270 kB each. */
const MOST_BYTES = 32 * 2 ** 20;
/** The number of epochs that are kept even of the largest network: the first, one in between, and the latest. */
const LEAST_EPOCHS = 3;

/**
 * The weights after past epochs, so that a visitor can go back to them. When the memory is full, one epoch is removed for each new one:
 * never the first or the latest, and of the others the one whose removal leaves the smallest gap. So every gap stays below twice the
 * average gap. Example with room for six epochs: after epoch 7, the kept ones are 1, 3, 4, 5, 6, 7; after epoch 8, 1, 3, 5, 6, 7, 8.
 */
export class KeptEpochs {
  readonly #mostBytes: number;
  readonly #kept = new Map<number, KeptEpoch>();

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  /** Keeps another epoch. It must be later than all epochs kept so far. */
  add(epoch: number, kept: KeptEpoch): void {
    this.#kept.set(epoch, kept);
    const bytes = kept.parameters.byteLength + kept.predicted.byteLength + kept.confidence.byteLength;
    const most = Math.max(LEAST_EPOCHS, Math.floor(this.#mostBytes / bytes));
    while (this.#kept.size > most) this.#kept.delete(this.#leastMissed());
  }

  get(epoch: number): KeptEpoch | undefined {
    return this.#kept.get(epoch);
  }

  /** The numbers of the kept epochs, oldest first. */
  get epochs(): readonly number[] {
    return [...this.#kept.keys()];
  }

  /** The epoch whose neighbours are closest to each other, except the first and the latest; of equals, the oldest. */
  #leastMissed(): number {
    const epochs = this.epochs;
    let found = 1;
    const gap = (i: number) => (epochs[i + 1] as number) - (epochs[i - 1] as number);
    for (let i = 2; i < epochs.length - 1; i++) if (gap(i) < gap(found)) found = i;
    return epochs[found] as number;
  }
}
