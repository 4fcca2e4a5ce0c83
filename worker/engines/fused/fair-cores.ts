/** Begins the name of every lock that stands for a trainer at work. */
const PREFIX = 'fmnist-trainer training ';

/** How the cores of the machine are divided among trainers. */
export interface Cores {
  /** Of the machine, as far as they are told, at least 1. */
  readonly count: number;
  /** This trainer computes from now on, and counts. */
  take(): void;
  /** It pauses or has ended. */
  giveBack(): void;
  /** How many cores are this trainer's at the moment, at least 1. */
  share(): Promise<number>;
}

/**
 * Divides the cores evenly among the trainers of this origin that compute at the moment, in this page and in other tabs; what is
 * left over goes to the first few of them. A lock stands for each: the browser gives it up with its worker, however that ends.
 */
export class FairCores implements Cores {
  readonly count: number;
  readonly #locks: LockManager | undefined;
  readonly #name: string;
  #giveBack: (() => void) | null = null;

  /**
   * @param cores of the machine, as far as they are told
   * @param locks the browser's; undefined where it has none
   */
  constructor(cores: number, locks: LockManager | undefined) {
    this.count = cores || 1;
    this.#locks = locks;
    // Both are for secure contexts only.
    this.#name = PREFIX + (locks ? crypto.randomUUID() : '');
  }

  take(): void {
    if (this.#giveBack) return;
    const held = new Promise<void>((resolve) => {
      this.#giveBack = resolve;
    });
    // An origin that may not hold locks counts for itself alone.
    this.#locks?.request(this.#name, () => held).catch(() => {});
  }

  giveBack(): void {
    this.#giveBack?.();
    this.#giveBack = null;
  }

  async share(): Promise<number> {
    const { held = [] } = (await this.#locks?.query().catch(() => null)) ?? {};
    const others = held.map(({ name = '' }) => name).filter((name) => name.startsWith(PREFIX));
    // Its own lock may not have been granted yet.
    const names = [...new Set([...others, this.#name])].sort();
    const left = this.count % names.length;
    return Math.max(1, Math.floor(this.count / names.length) + Number(names.indexOf(this.#name) < left));
  }
}
