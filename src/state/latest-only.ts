/**
 * Does a piece of work whenever it is asked to, but one at a time and with a pause after each: what is asked for meanwhile is
 * done once, afterwards. So the last request is always answered, and a flood of them costs no more than a drizzle.
 */
export class LatestOnly {
  readonly #work: () => Promise<void>;
  readonly #pauseMs: number;
  #isWorking = false;
  #isWanted = false;

  /** @param work deals with its own failures */
  constructor(work: () => Promise<void>, pauseMs: number) {
    this.#work = work;
    this.#pauseMs = pauseMs;
  }

  request(): void {
    this.#isWanted = true;
    if (!this.#isWorking) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isWorking = true;
    while (this.#isWanted) {
      this.#isWanted = false;
      await this.#work();
      await new Promise((resolve) => setTimeout(resolve, this.#pauseMs));
    }
    this.#isWorking = false;
  }
}
