import { Macrotask } from './macrotask';

/** Longest time the loop computes before it lets messages in, so that pause, stop and predict answer at once. */
const YIELD_AFTER_MS = 12;

/** Thrown through the loop when a run is stopped; never leaves the session. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
}

/** How far the loop may go before it pauses: `null` is on and on. */
type Allowance = { readonly unit: 'batch' | 'epoch' } | null;

/**
 * Where the training loop meets the wishes of the page. The loop passes a gate after each batch and each
 * epoch; pausing, stepping and stopping happen there, and there the worker takes a breath for its messages.
 */
export class RunControl {
  readonly #macrotask = new Macrotask();
  readonly #onPauseChange: (paused: boolean) => void;
  readonly #stop = new AbortController();
  #allowance: Allowance = null;
  #pauseWanted = false;
  #resume: (() => void) | null = null;
  #lastBreath = performance.now();
  #startedAt: number | null = null;
  #pausedAt: number | null = null;
  #pausedMs = 0;
  #paused: (() => void)[] = [];

  /** @param onPauseChange called when the loop has really paused, and when it goes on */
  constructor(onPauseChange: (paused: boolean) => void) {
    this.#onPauseChange = onPauseChange;
  }

  /** Aborted once the run is to stop: for loading, which has no gates. */
  get stopSignal(): AbortSignal {
    return this.#stop.signal;
  }

  /**
   * Starts the clock of the run: loading does not count.
   * @param elapsedMs time that a run which goes on has spent before
   */
  start(elapsedMs = 0): void {
    this.#lastBreath = performance.now();
    this.#startedAt = this.#lastBreath - elapsedMs;
  }

  /** Time the run has spent computing, pauses left out; 0 before its start. */
  get elapsedMs(): number {
    if (this.#startedAt === null) return 0;
    return (this.#pausedAt ?? performance.now()) - this.#startedAt - this.#pausedMs;
  }

  /** Whether the loop has been asked to pause and has not come to a gate yet. */
  get isPausing(): boolean {
    return this.#pauseWanted && this.#pausedAt === null;
  }

  /** Asks the loop to pause at its next gate. Resolves when it has. */
  pause(): Promise<void> {
    this.#pauseWanted = true;
    return this.#untilPaused();
  }

  /** Goes on, or takes back a pause that has not come about yet. */
  resume(): void {
    this.#pauseWanted = false;
    this.#allowance = null;
    for (const resolve of this.#paused.splice(0)) resolve();
    this.#resume?.();
  }

  /** Lets the loop do one batch, or go to the end of the epoch. Resolves when it has paused again. */
  step(unit: 'batch' | 'epoch'): Promise<void> {
    this.#pauseWanted = false;
    this.#allowance = { unit };
    this.#resume?.();
    return this.#untilPaused();
  }

  /** Ends the run at its next gate. */
  stop(): void {
    this.#stop.abort(new RunStopped());
    this.#resume?.();
  }

  /** Frees what the control holds. Call it once the run is over. */
  close(): void {
    this.#macrotask.close();
  }

  /**
   * Passed by the loop after each training batch, each validation batch and each epoch. Returns a promise
   * only when there is something to wait for, since most batches have not.
   * @throws RunStopped
   */
  gate(after: 'batch' | 'validation-batch' | 'epoch'): Promise<void> | undefined {
    if (this.#allowance?.unit === after) {
      this.#allowance = null;
      this.#pauseWanted = true;
    }
    this.#stop.signal.throwIfAborted();
    if (this.#pauseWanted) return this.#wait();
    if (performance.now() - this.#lastBreath >= YIELD_AFTER_MS) return this.#breathe();
    return undefined;
  }

  async #breathe(): Promise<void> {
    await this.#macrotask.next();
    this.#lastBreath = performance.now();
    this.#stop.signal.throwIfAborted();
    if (this.#pauseWanted) await this.#wait();
  }

  async #wait(): Promise<void> {
    this.#pausedAt = performance.now();
    const resumed = new Promise<void>((resolve) => {
      this.#resume = resolve;
    });
    this.#onPauseChange(true);
    for (const resolve of this.#paused.splice(0)) resolve();
    await resumed;
    this.#resume = null;
    this.#pausedMs += performance.now() - this.#pausedAt;
    this.#pausedAt = null;
    this.#lastBreath = performance.now();
    this.#stop.signal.throwIfAborted();
    this.#onPauseChange(false);
  }

  #untilPaused(): Promise<void> {
    return new Promise((resolve) => this.#paused.push(resolve));
  }
}

/** The promise's result, or the signal's reason as soon as it is aborted. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    // A run waits twice an epoch: nothing may be left of it on its signal.
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
