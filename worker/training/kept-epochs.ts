import type { Guesses } from '../engines/engine';
import type { EpochReport } from '../protocol';

/** What is kept of an epoch: the weights after it, what they made of each validation image, and what it came to. */
export interface KeptEpoch extends Guesses {
  /** In the order of `parameterTable`. */
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly metrics: EpochReport;
}

/** Room for the epochs of a run: about 120 of the lesson's, which take 270 kB each. */
const MOST_BYTES = 32 * 2 ** 20;
/** Epochs that are kept of a network however large it is: the first, one between, and the latest. */
const LEAST_EPOCHS = 3;

/**
 * The weights after past epochs, so that a visitor can go back to them. When there is no more room, the older ones
 * thin out: the first and the latest stay, and of the others always the one goes that leaves the smallest gap.
 */
export class KeptEpochs {
  readonly #mostBytes: number;
  readonly #kept = new Map<number, KeptEpoch>();

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  /** Keeps one more epoch, later than all before it. */
  add(epoch: number, kept: KeptEpoch): void {
    this.#kept.set(epoch, kept);
    const bytes = kept.parameters.byteLength + kept.predicted.byteLength + kept.confidence.byteLength;
    const most = Math.max(LEAST_EPOCHS, Math.floor(this.#mostBytes / bytes));
    while (this.#kept.size > most) this.#kept.delete(this.#leastMissed());
  }

  get(epoch: number): KeptEpoch | undefined {
    return this.#kept.get(epoch);
  }

  /** The epochs that are here, oldest first. */
  get epochs(): readonly number[] {
    return [...this.#kept.keys()];
  }

  /** The epoch between the first and the latest whose neighbours are closest to each other; the oldest of equals. */
  #leastMissed(): number {
    const epochs = this.epochs;
    let found = 1;
    const gap = (i: number) => (epochs[i + 1] as number) - (epochs[i - 1] as number);
    for (let i = 2; i < epochs.length - 1; i++) if (gap(i) < gap(found)) found = i;
    return epochs[found] as number;
  }
}
