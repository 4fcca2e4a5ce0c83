/**
 * Runs a task on request, one at a time and with a pause after each run. Requests that arrive in the meantime are
 * answered by a single run afterwards. So the last request is always answered, and many requests cost no more than few.
 */
export class LatestOnly {
  readonly #work: () => Promise<void>;
  readonly #pauseMs: number;
  #isWorking = false;
  #isWanted = false;

  /** @param work handles its own errors */
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
