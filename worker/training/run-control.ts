import type { EnginePieces, Work } from '../engines/engine';
import type { Turns } from '../engines/turns';
import type { StepUnit } from '../protocol';
import { YIELD_AFTER_MS } from './breathing';
import { Macrotask } from './macrotask';

/** Thrown inside the loop when a run is stopped. It never leaves the session. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
}

/** How far the loop may go before it pauses; `null` means without limit. */
type Allowance = { readonly unit: StepUnit } | null;

/**
 * Lets the page pause, step and stop the training loop. The loop passes a gate after each batch and each epoch, and before the last batch. It pauses, steps and
 * stops there, and there the worker handles its messages. A batch that takes long is computed in pieces (`compute`), and the loop also
 * pauses and stops between two of them.
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
  /** When the loop started to wait for images; null if it does not wait. */
  #waitingSince: number | null = null;
  #paused: (() => void)[] = [];
  /** Whether the step that is being computed in pieces is to begin again. */
  #again = false;
  /** Ends the loop's current wait for the engine or for images. Has no effect if the wait has ended. */
  #endWait: (() => void) | null = null;

  /** @param onPauseChange called when the loop has actually paused, and when it continues */
  constructor(onPauseChange: (paused: boolean) => void) {
    this.#onPauseChange = onPauseChange;
  }

  /** Aborted, with the reason, when the run has to stop. Used while loading, which has no gates. */
  get stopSignal(): AbortSignal {
    return this.#stop.signal;
  }

  /**
   * Starts the clock of the run, after everything has been loaded.
   * @param elapsedMs the time that a continued run has computed before
   */
  start(elapsedMs = 0): void {
    this.#lastBreath = performance.now();
    this.#startedAt = this.#lastBreath - elapsedMs;
  }

  /** The time the run has computed so far, without pauses and without waiting for images; 0 before its start. */
  get elapsedMs(): number {
    if (this.#startedAt === null) return 0;
    const until = this.#pausedAt ?? this.#waitingSince ?? performance.now();
    return until - this.#startedAt - this.#pausedMs;
  }

  /** Whether the loop has been asked to pause but has not reached a gate yet. */
  get isPausing(): boolean {
    return this.#pauseWanted && this.#pausedAt === null;
  }

  /** Asks the loop to pause at its next gate. Resolves when it has paused. */
  pause(): Promise<void> {
    this.#pauseWanted = true;
    this.#endWait?.();
    return this.#untilPaused();
  }

  /** Continues the run, or cancels a pause that has not started yet. */
  resume(): void {
    this.#pauseWanted = false;
    this.#allowance = null;
    for (const resolve of this.#paused.splice(0)) resolve();
    this.#resume?.();
  }

  /** Lets the loop train one batch, until the end of the epoch, or until its last batch. Resolves when it has paused again. */
  step(unit: StepUnit): Promise<void> {
    this.#pauseWanted = false;
    this.#allowance = { unit };
    this.#resume?.();
    return this.#untilPaused();
  }

  /** Ends the run at its next gate, even if it is paused. The gate throws the reason. */
  stop(reason: Error = new RunStopped()): void {
    this.#stop.abort(reason);
    this.#resume?.();
    this.#endWait?.();
  }

  /** Frees the resources. Call it when the run has ended. */
  close(): void {
    this.#macrotask.close();
  }

  /**
   * Called by the loop after each training batch, each validation batch and each epoch, and before the last training batch of an epoch.
   * It returns a promise only if the loop has to wait, since awaiting after every batch would slow the loop down.
   * @throws RunStopped
   */
  gate(at: StepUnit | 'validation-batch'): Promise<void> | undefined {
    if (this.#allowance?.unit === at) {
      this.#allowance = null;
      this.#pauseWanted = true;
    }
    this.#stop.signal.throwIfAborted();
    if (this.#pauseWanted) return this.#wait();
    if (performance.now() - this.#lastBreath >= YIELD_AFTER_MS) return this.#breathe();
    return undefined;
  }

  /**
   * Computes a step in pieces, and lets the worker handle its messages between them. If the run is stopped or is to pause, it leaves
   * the step. After the pause it begins the step again, and neither the time nor anything else of the first attempt counts.
   * @param start begins the step
   * @throws RunStopped
   */
  async compute<T>({ turns }: EnginePieces, start: () => Work<T>): Promise<T> {
    for (;;) {
      const giveBack = await this.#takeTurn(turns);
      const startedAt = performance.now();
      const work = start();
      this.#again = false;
      try {
        for (;;) {
          const { done, value } = work.next();
          if (done) return value;
          if (performance.now() - this.#lastBreath < YIELD_AFTER_MS) continue;
          await this.#macrotask.next();
          this.#lastBreath = performance.now();
          this.#stop.signal.throwIfAborted();
          if (this.#pauseWanted || this.#again) break;
        }
      } finally {
        // Without effect on a step that is complete.
        work.return(undefined as T);
        giveBack();
      }
      this.#pausedMs += performance.now() - startedAt;
    }
  }

  /**
   * Waits for images. The run can be paused and stopped during the wait, and its clock is stopped.
   * @param announce called when the wait begins, and again after each pause
   * @throws RunStopped, or the error of the loading
   */
  async waitFor(arrival: Promise<void>, announce: () => void): Promise<void> {
    let isSettled = false;
    const settle = () => {
      isSettled = true;
    };
    const settled = arrival.then(settle, settle);
    for (;;) {
      this.#stop.signal.throwIfAborted();
      if (this.#pauseWanted) await this.#wait();
      else if (isSettled) return arrival;
      else {
        announce();
        const since = performance.now();
        this.#waitingSince = since;
        await Promise.race([settled, this.#untilAsked()]);
        this.#waitingSince = null;
        this.#pausedMs += performance.now() - since;
        this.#lastBreath = performance.now();
      }
    }
  }

  /** Begins the step again that is being computed in pieces, if there is one, because its settings have changed. */
  computeAgain(): void {
    this.#again = true;
  }

  /** Waits until no call uses the engine, and takes it. It pauses and stops meanwhile. */
  async #takeTurn(turns: Turns): Promise<() => void> {
    for (;;) {
      this.#stop.signal.throwIfAborted();
      if (this.#pauseWanted) await this.#wait();
      else if (turns.taken) await Promise.race([turns.taken, this.#untilAsked()]);
      else return turns.takeNow();
    }
  }

  /** Resolves when a pause or a stop is requested while the loop waits. */
  #untilAsked(): Promise<void> {
    return new Promise((resolve) => {
      this.#endWait = resolve;
    });
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

/** Resolves or rejects like the promise, or rejects with the signal's reason as soon as it is aborted. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    // A run waits twice per epoch, so the listener must not stay on the signal.
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
