/** A window lasts at least this long, so that it contains several time slices of the system's scheduler. */
const WINDOW_MS = 25;
/**
 * Helper threads start within this time. Under Node with the lesson's network, the first three or four steps after a change from one thread
 * to two are slower, by a few tenths of a millisecond together. That is one or two percent of a window, and a trial decides by three.
 */
const START_MS = 5;

/** Joins training steps to windows and measures their time for an image. A single step is too short to be compared. */
export class StepWindows {
  /** When the last step ended. */
  #last = 0;
  /** Whether something other than training takes time before the end of the next step. */
  #isInterrupted = true;
  /** How many more milliseconds of steps are left out, because helper threads start. */
  #starting = 0;
  #ms = 0;
  #images = 0;

  /** The time until the end of the next step does not count. */
  interrupt(): void {
    this.#isInterrupted = true;
  }

  /** Begins a new window, because the number of threads changes. At least one step is left out. */
  restart(): void {
    this.#starting = START_MS;
    this.#ms = 0;
    this.#images = 0;
  }

  /**
   * Counts a step.
   * @param elapsedMs the clock of the run after the step
   * @param images how many images it trained
   * @returns milliseconds for an image, if a window ends with this step
   */
  afterStep(elapsedMs: number, images: number): number | null {
    const stepMs = elapsedMs - this.#last;
    this.#last = elapsedMs;
    if (this.#isInterrupted) {
      this.#isInterrupted = false;
      return null;
    }
    if (this.#starting > 0) {
      this.#starting -= stepMs;
      return null;
    }
    this.#ms += stepMs;
    this.#images += images;
    if (this.#ms < WINDOW_MS) return null;
    const time = this.#ms / this.#images;
    this.#ms = 0;
    this.#images = 0;
    return time;
  }
}
