import { TrainerError } from '../../worker/protocol';
import type { BusyAction } from '../state/requests';

/** Actions that Retry repeats unchanged. A failed run is different: its settings may have changed, so a new run is started. */
const REPEATABLE: ReadonlySet<BusyAction> = new Set(['open', 'download', 'continue', 'delete']);

/** The visitor's last action, until the trainer answers. */
export class VisitorActions {
  readonly #changed: () => void;
  readonly #report: (error: TrainerError) => void;
  #busy: BusyAction | null = null;
  #failed: (() => void) | null = null;

  /**
   * @param changed called when `busy` changes
   * @param report called when an action fails
   */
  constructor(changed: () => void, report: (error: TrainerError) => void) {
    this.#changed = changed;
    this.#report = report;
  }

  /** The action that has not been answered yet. Its button shows that it waits. */
  get busy(): BusyAction | null {
    return this.#busy;
  }

  /** Repeats the action that failed last. Null if nothing has failed since the last call, or if that cannot be repeated. */
  get again(): (() => void) | null {
    return this.#failed;
  }

  /** Makes the call of an action. */
  start(action: BusyAction, call: () => Promise<unknown>): void {
    this.#setBusy(action);
    call()
      .catch((thrown) => {
        const error = TrainerError.from(thrown);
        // A later call replaced this one, as the visitor wanted.
        if (error.code === 'call-overtaken') return;
        if (REPEATABLE.has(action)) this.#failed = () => this.start(action, call);
        this.#report(error);
      })
      .finally(() => {
        if (this.#busy === action) this.#setBusy(null);
      });
  }

  /** No action is waiting any more: the trainer has reported a new state, or has ended. */
  settle(): void {
    this.#busy = null;
  }

  /** Forgets the failed action, because a new call is made. */
  forgetFailure(): void {
    this.#failed = null;
  }

  #setBusy(action: BusyAction | null): void {
    this.#busy = action;
    this.#changed();
  }
}
