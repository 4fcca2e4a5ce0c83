/**
 * Lets waiting messages in: resolves in a later macrotask.
 *
 * In browsers that is a MessageChannel's turn: it takes microseconds, where `setTimeout` is clamped to
 * milliseconds (seconds in hidden tabs) and a resolved promise lets nothing in at all. Node empties up to a
 * thousand messages of one port before it looks at anything else, so there it is `setImmediate`.
 */
export class Macrotask {
  readonly #channel = 'setImmediate' in globalThis ? null : new MessageChannel();
  readonly #waiting: (() => void)[] = [];

  constructor() {
    if (this.#channel) this.#channel.port1.onmessage = () => this.#waiting.shift()?.();
  }

  /** Several may wait at once; each gets a turn of its own. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#channel) {
        setImmediate(resolve);
        return;
      }
      this.#waiting.push(resolve);
      this.#channel.port2.postMessage(null);
    });
  }

  /** Frees the channel. */
  close(): void {
    this.#channel?.port1.close();
  }
}
