/** How long an idle worker keeps its lock. Firefox does not keep a page for the Back button while a worker of it holds one. */
const KEPT_MS = 3000;

/**
 * Notices a dead worker by a Web Lock that it holds: the page waits for the same lock, and the browser grants it when the worker has
 * ended. A slow worker still holds it. Without Web Locks this does nothing (docs/decisions/0057).
 */
export class WorkerLock {
  readonly #hold: (name: string | null) => Promise<boolean>;
  readonly #onDeath: () => void;
  readonly #onChange: () => void;
  #waiting: AbortController | null = null;
  #isHeld = false;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param hold makes the worker hold the lock of this name, or none; resolves to whether it does
   * @param onChange called when `isHeld` has changed
   */
  constructor(hold: (name: string | null) => Promise<boolean>, onDeath: () => void, onChange: () => void) {
    this.#hold = hold;
    this.#onDeath = onDeath;
    this.#onChange = onChange;
  }

  /** Whether the worker holds the lock and the page waits for it. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Says whether the worker is needed now. */
  watch(active: boolean): void {
    clearTimeout(this.#idle);
    if (active) void this.#wait();
    else this.#idle = setTimeout(() => this.#letGo(), KEPT_MS);
  }

  /** Stops waiting, before the page itself ends the worker. */
  end(): void {
    clearTimeout(this.#idle);
    this.#waiting?.abort();
    this.#isHeld = false;
  }

  async #wait(): Promise<void> {
    if (this.#waiting || !navigator.locks) return;
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    // A name of its own for every wait: nobody else can hold it.
    const name = `fmnist-trainer worker ${crypto.randomUUID()}`;
    try {
      if (!(await this.#hold(name)) || signal.aborted) return;
      this.#set(true);
      await navigator.locks.request(name, { signal }, () => signal.aborted || this.#onDeath());
    } catch {
      // The origin may not use locks, or the wait has ended.
      if (!signal.aborted) this.#set(false);
    }
  }

  #letGo(): void {
    if (!this.#isHeld) return;
    this.end();
    this.#waiting = null;
    this.#onChange();
    this.#hold(null).catch(() => {});
  }

  #set(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#onChange();
  }
}
