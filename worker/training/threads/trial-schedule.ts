import { median } from './median';

/** The time before the first trial. Until then the code is being compiled. */
const WARM_UP_MS = 150;
/** The pause after a trial, even if nothing seems to change: only a trial shows whether a core has become free. */
const PAUSE_MS = 3000;
/** The pause is at least this many times as long as the trial, however long the steps are. */
const PAUSE_OF_TRIAL = 10;
/** If the time for an image has grown or shrunk by more than this factor, the next trial comes early. */
const DRIFT = 1.2;
/** The pause before an early trial is at least this many times as long as the last trial, because on some machines the times never settle. */
const EARLY_PAUSE_OF_TRIAL = 4;
/** How many windows show the time for an image, by their median. */
const RECENT = 5;

/** Decides during a run when the next trial is due. */
export class TrialSchedule {
  /** When the last trial ended; before the first one, when the run began. */
  #since: number | null = null;
  /** How long the last trial took, or `null` before the first one. */
  #trialMs: number | null = null;
  /** The time for an image soon after the last trial. */
  #usual: number | null = null;
  #recent: number[] = [];

  /** A trial has ended. */
  trialEnded(trialMs: number, elapsedMs: number): void {
    this.#since = elapsedMs;
    this.#trialMs = trialMs;
    this.#usual = null;
    this.#recent = [];
  }

  /**
   * Counts a window outside a trial.
   * @param time milliseconds for an image
   * @returns whether a trial is due
   */
  isDueAfterWindow(time: number, elapsedMs: number): boolean {
    this.#since ??= elapsedMs;
    const pause = elapsedMs - this.#since;
    if (this.#trialMs === null) return pause >= WARM_UP_MS;
    if (this.#hasDrifted(time) && pause >= EARLY_PAUSE_OF_TRIAL * this.#trialMs) return true;
    return pause >= Math.max(PAUSE_MS, PAUSE_OF_TRIAL * this.#trialMs);
  }

  #hasDrifted(time: number): boolean {
    this.#recent.push(time);
    if (this.#recent.length > RECENT) this.#recent.shift();
    if (this.#recent.length < RECENT) return false;
    const now = median(this.#recent);
    this.#usual ??= now;
    return now > DRIFT * this.#usual || now * DRIFT < this.#usual;
  }
}
