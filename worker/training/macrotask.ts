/** A way to wait for a later macrotask. Each caller that waits gets a macrotask of its own, in order. */
interface Turns {
  next(): Promise<void>;
  close(): void;
}

/**
 * Waits for a later macrotask, so that the worker can handle waiting messages. Awaiting a resolved promise would handle none, and
 * `setTimeout` takes at least milliseconds.
 *
 * No way works everywhere (docs/decisions/0056):
 * - Node uses `setImmediate`, since it handles up to a thousand messages of one port before it does anything else.
 * - Chromium and Firefox use a message on a MessageChannel. It takes microseconds.
 * - In WebKit such a message waits for the page's thread, and training would stop whenever the page is busy. There the worker waits for
 *   a notification that it sends itself. In Firefox, other messages would wait behind these notifications.
 */
export class Macrotask {
  readonly #turns = turnsFor(globalThis as Scope);

  /** Resolves in a later macrotask. Several callers may wait at once; each gets its own macrotask. */
  next(): Promise<void> {
    return this.#turns.next();
  }

  /** Frees what it uses. Promises that callers still await may never settle. */
  close(): void {
    this.#turns.close();
  }
}

/** What decides about the way. WebKit has no `scheduler`; older versions of all three engines have neither it nor `waitAsync`. */
interface Scope {
  readonly setImmediate?: (act: () => void) => unknown;
  readonly scheduler?: unknown;
  readonly WebAssembly?: unknown;
  readonly Atomics: { readonly waitAsync?: WaitAsync };
}

type WaitAsync = (words: Int32Array, index: number, expected: number) => { value: Promise<unknown> | string };

/** Chooses the way for a global scope. Exported for its tests. */
export function turnsFor({ setImmediate, scheduler, WebAssembly, Atomics: { waitAsync } }: Scope): Turns {
  if (setImmediate) return { next: () => new Promise((resolve) => setImmediate(resolve)), close: () => {} };
  return scheduler || !waitAsync || !WebAssembly ? messageTurns() : notificationTurns(waitAsync);
}

function messageTurns(): Turns {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return {
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        port2.postMessage(null);
      }),
    close: () => port1.close(),
  };
}

/** The word that callers wait on. One for the whole worker, since each shared memory reserves address space. */
let word: Int32Array | undefined;

function notificationTurns(waitAsync: WaitAsync): Turns {
  // A shared WebAssembly memory is allowed in pages that are not isolated too, where `SharedArrayBuffer` is missing.
  word ??= new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer);
  const here = word;
  return {
    next: async () => {
      const { value } = waitAsync(here, 0, 0);
      // Wakes the caller that has waited longest. Every caller wakes one, so all are woken.
      Atomics.notify(here, 0, 1);
      await value;
    },
    close: () => {},
  };
}
