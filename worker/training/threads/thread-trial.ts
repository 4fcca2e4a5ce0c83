import { median } from './median';

/** A number of threads that a run may use. */
export interface Candidate {
  readonly threads: number;
  /** Its times are multiplied by this before they are compared. */
  readonly handicap: number;
}

/** The most windows that a trial measures with each candidate. */
const ROUNDS = 4;
/**
 * After this many windows, a candidate is not measured any more if even its best one is much slower than the others: its windows cost
 * the most.
 */
const FIRST_ROUNDS = 2;
const MUCH_SLOWER = 1.5;
/** Another candidate must be faster than the current choice by this share, so that equal times do not alternate. */
const MARGIN = 0.03;

/**
 * One comparison of candidates during a run. It uses them in turn for a window of steps each, so that whatever slows the machine
 * meanwhile slows all of them, and compares the medians.
 *
 * Candidates 1 and 2, choice 2, times for an image: 2 takes 5.1, 1 takes 6.9, 2 takes 5.0, 1 takes 6.6. After these two rounds
 * 1 is slower, by less than half, and two more rounds follow. The choice stays 2.
 */
export class ThreadTrial {
  readonly #choice: Candidate;
  readonly #times: Map<Candidate, number[]>;
  /** The candidates of this round that are still to be measured, the current one first. */
  #left: Candidate[];
  #round = 1;

  constructor(candidates: readonly Candidate[], choice: Candidate) {
    this.#choice = choice;
    // The choice comes first, because it is in use.
    this.#left = [choice, ...candidates.filter((candidate) => candidate !== choice)];
    this.#times = new Map(this.#left.map((candidate) => [candidate, []]));
  }

  /** The candidate to use for the current window. */
  get current(): Candidate {
    return this.#left[0] as Candidate;
  }

  /**
   * @param time milliseconds for an image in the window that has ended
   * @returns the fastest candidate, if the trial has ended
   */
  finishWindow(time: number): Candidate | null {
    const { current } = this;
    this.#times.get(current)?.push(time * current.handicap);
    this.#left.shift();
    if (this.#left.length > 0) return null;
    if (this.#round >= FIRST_ROUNDS) this.#dropSlow();
    if (this.#round === ROUNDS || this.#times.size === 1) return this.#fastest();
    this.#round += 1;
    this.#left = [...this.#times.keys()];
    return null;
  }

  #dropSlow(): void {
    const most = MUCH_SLOWER * Math.min(...[...this.#times.values()].map(median));
    for (const [candidate, times] of this.#times) {
      if (Math.min(...times) > most) this.#times.delete(candidate);
    }
  }

  #fastest(): Candidate {
    const time = ([candidate, times]: [Candidate, number[]]) =>
      median(times) * (candidate === this.#choice ? 1 - MARGIN : 1);
    const [[fastest]] = [...this.#times].sort((a, b) => time(a) - time(b)) as [[Candidate, number[]]];
    return fastest;
  }
}
