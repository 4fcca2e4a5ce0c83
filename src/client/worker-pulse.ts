/** The time between two pings. */
const TICK_MS = 1000;
/**
 * The worker counts as dead after this many ticks without an answer. One step of the largest network takes less. Ticks are counted, not
 * seconds: while a laptop sleeps, neither side runs, and waking up must not look like a death.
 */
const MISSED_TICKS = 30;

/**
 * Notices a dead worker by pinging it. A crash, a lack of memory and `close()` fire no event, and a call to a dead worker is never
 * answered.
 */
export class WorkerPulse {
  readonly #ping: () => Promise<unknown>;
  readonly #onDeath: () => void;
  #timer: ReturnType<typeof setInterval> | null = null;
  #missed = 0;
  #waiting = false;

  constructor(ping: () => Promise<unknown>, onDeath: () => void) {
    this.#ping = ping;
    this.#onDeath = onDeath;
  }

  /** Starts or stops the pings. */
  watch(active: boolean): void {
    if (active === (this.#timer !== null)) return;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = active ? setInterval(() => this.#tick(), TICK_MS) : null;
    this.#missed = 0;
  }

  #tick(): void {
    if (this.#waiting) {
      this.#missed += 1;
      if (this.#missed < MISSED_TICKS) return;
      this.watch(false);
      this.#onDeath();
      return;
    }
    this.#missed = 0;
    this.#waiting = true;
    const answered = () => {
      this.#waiting = false;
    };
    this.#ping().then(answered, answered);
  }
}
