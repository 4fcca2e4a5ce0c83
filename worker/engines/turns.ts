/**
 * Who uses an engine whose calls are computed in pieces: the training loop for a step, or a call that looks into the
 * network. Only one does at a time.
 */
export class Turns {
  #taken: Promise<void> | null = null;

  /** Resolves when the current turn ends; null if the engine is free. */
  get taken(): Promise<void> | null {
    return this.#taken;
  }

  /** Takes the engine, which must be free. @returns gives it back */
  takeNow(): () => void {
    if (this.#taken) throw new Error('The engine is in use.');
    let end = () => {};
    this.#taken = new Promise((resolve) => {
      end = resolve;
    });
    return () => {
      this.#taken = null;
      end();
    };
  }

  /** Takes the engine as soon as it is free. @returns gives it back */
  async take(): Promise<() => void> {
    while (this.#taken) await this.#taken;
    return this.takeNow();
  }
}
