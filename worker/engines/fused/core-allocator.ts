import { withinTime } from '../../protocol';

/** The names of the locks start with this. A trainer holds one while it computes. */
const PREFIX = 'fmnist-trainer training ';

/** The longest wait for an answer of the lock manager. In WebKit it answers only when the page's thread is free. */
const LONGEST_QUERY_MS = 50;

/** Divides the cores of the machine among trainers. `ThreadTuner` uses it to choose a run's number of threads. */
export interface CoreAllocator {
  /** Cores of the machine as the browser reports them, at least 1. */
  readonly count: number;
  /** Counts this trainer: it computes from now on. */
  take(): void;
  /** Stops counting it: it pauses or has finished. */
  giveBack(): void;
  /** How many cores this trainer should use now, at least 1. The last answer again, if there is no new one soon. */
  share(): Promise<number>;
}

/**
 * Divides the cores evenly among the trainers of this origin that compute now, in this page and in other tabs. Each
 * holds its own Web Lock while it computes. The browser releases the lock when the worker ends, even if it crashes.
 * Remaining cores go to the trainers whose locks come first by name: three trainers on eight cores get 3, 3 and 2.
 */
export class FairCoreAllocator implements CoreAllocator {
  readonly count: number;
  readonly #locks: LockManager | undefined;
  readonly #name: string;
  #giveBack: (() => void) | null = null;
  /** The question to the lock manager that is not answered yet. */
  #asked: Promise<number> | null = null;
  /** The answer to the last one. */
  #share: number;

  /**
   * @param cores cores of the machine as the browser reports them; 0 or NaN if it does not
   * @param locks the browser's lock manager; undefined if it has none
   */
  constructor(cores: number, locks: LockManager | undefined) {
    this.count = cores || 1;
    this.#share = this.count;
    this.#locks = locks;
    // Locks and randomUUID both exist in secure contexts only.
    this.#name = PREFIX + (locks ? crypto.randomUUID() : '');
  }

  take(): void {
    if (this.#giveBack) return;
    const held = new Promise<void>((resolve) => {
      this.#giveBack = resolve;
    });
    // If the origin may not use locks, the trainer counts only itself.
    this.#locks?.request(this.#name, () => held).catch(() => {});
  }

  giveBack(): void {
    this.#giveBack?.();
    this.#giveBack = null;
  }

  async share(): Promise<number> {
    // While a question is late, the next epochs do not wait for its answer.
    if (this.#asked) return this.#share;
    this.#asked = this.#ask();
    const answer = withinTime(this.#asked, LONGEST_QUERY_MS, 'the lock manager');
    this.#share = await answer.catch(() => this.#share);
    return this.#share;
  }

  async #ask(): Promise<number> {
    const { held = [] } = (await this.#locks?.query().catch(() => null)) ?? {};
    this.#asked = null;
    const others = held.map(({ name = '' }) => name).filter((name) => name.startsWith(PREFIX));
    // This trainer's own lock may not be granted yet.
    const names = [...new Set([...others, this.#name])].sort();
    const left = this.count % names.length;
    return Math.max(1, Math.floor(this.count / names.length) + Number(names.indexOf(this.#name) < left));
  }
}
