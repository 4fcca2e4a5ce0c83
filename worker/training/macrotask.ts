/**
 * Lets waiting messages in: resolves in a later macrotask. A MessageChannel turn takes microseconds, where
 * `setTimeout` is clamped to milliseconds (seconds in hidden tabs) and a resolved promise lets nothing in at all.
 */
export class Macrotask {
  readonly #channel = new MessageChannel();
  #resolve: (() => void) | null = null;

  constructor() {
    this.#channel.port1.onmessage = () => this.#resolve?.();
  }

  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#channel.port2.postMessage(null);
    });
  }

  /** Frees the channel, which would keep a Node process alive. */
  close(): void {
    this.#channel.port1.close();
  }
}
