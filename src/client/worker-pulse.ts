import { onTimelySeconds } from './timely-seconds';

/**
 * The worker counts as dead after this many seconds without an answer, of those in which the page ran on time. That is three times as
 * long as the slowest step.
 */
const MISSED_SECONDS = 90;

/**
 * Notices a dead worker by pinging it, where the browser has no Web Locks. A crash, a lack of memory and `close()` fire no event, and a
 * call to a dead worker is never answered.
 */
export class WorkerPulse {
  readonly #ping: () => Promise<unknown>;
  readonly #onDeath: () => void;
  #end: (() => void) | null = null;
  #missed = 0;
  #waiting = false;

  constructor(ping: () => Promise<unknown>, onDeath: () => void) {
    this.#ping = ping;
    this.#onDeath = onDeath;
  }

  /** Starts or stops the pings. */
  watch(active: boolean): void {
    if (active === (this.#end !== null)) return;
    this.#end?.();
    this.#end = active ? onTimelySeconds(() => this.#tick()) : null;
    this.#missed = 0;
  }

  #tick(): void {
    if (this.#waiting) {
      this.#missed += 1;
      if (this.#missed < MISSED_SECONDS) return;
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
