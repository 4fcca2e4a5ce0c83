/** A window lasts at least this long, so that it contains several time slices of the system's scheduler. */
const WINDOW_MS = 25;

/** Joins training steps to windows and measures their time for an image. A single step is too short to be compared. */
export class StepWindows {
  #skips = true;
  #last = 0;
  #ms = 0;
  #images = 0;

  /** The time until the end of the next step does not count. */
  interrupt(): void {
    this.#skips = true;
  }

  /** Begins a new window after the next step, because the number of threads changes. That step is not typical: it wakes helper threads. */
  restart(): void {
    this.#skips = true;
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
    const before = this.#last;
    this.#last = elapsedMs;
    if (this.#skips) {
      this.#skips = false;
      return null;
    }
    this.#ms += elapsedMs - before;
    this.#images += images;
    if (this.#ms < WINDOW_MS) return null;
    const time = this.#ms / this.#images;
    this.#ms = 0;
    this.#images = 0;
    return time;
  }
}
