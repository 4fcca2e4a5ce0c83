/**
 * Waits for a later macrotask, so that the worker can handle waiting messages.
 *
 * Browsers use a message on a MessageChannel, which takes microseconds. `setTimeout` takes at least milliseconds (in hidden tabs,
 * seconds), and awaiting a resolved promise handles no messages. Node uses `setImmediate`, since it handles up to a thousand messages
 * of one port before it does anything else.
 */
export class Macrotask {
  readonly #channel = 'setImmediate' in globalThis ? null : new MessageChannel();
  readonly #waiting: (() => void)[] = [];

  constructor() {
    if (this.#channel) this.#channel.port1.onmessage = () => this.#waiting.shift()?.();
  }

  /** Resolves in a later macrotask. Several callers may wait at once; each gets its own macrotask. */
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
