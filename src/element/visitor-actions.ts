import { TrainerError } from '../../worker/protocol';
import type { BusyAction } from '../state/requests';

/** Actions that are tried again as they were. A failed run is different: its settings may have changed, so it is started anew. */
const REPEATABLE: ReadonlySet<BusyAction> = new Set(['open', 'download', 'continue', 'delete']);

/** What the visitor has asked for with a button, until the trainer answers. */
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

  /** Tries the action again that failed last. Null if nothing has failed since the last call, or if that cannot be repeated. */
  get again(): (() => void) | null {
    return this.#failed;
  }

  /** Makes the call of an action. */
  start(action: BusyAction, call: () => Promise<unknown>): void {
    this.#setBusy(action);
    call()
      .catch((thrown) => {
        const error = TrainerError.from(thrown);
        // A later call took the place of this one; the visitor asked for it.
        if (error.code === 'call-overtaken') return;
        if (REPEATABLE.has(action)) this.#failed = () => this.start(action, call);
        this.#report(error);
      })
      .finally(() => {
        if (this.#busy === action) this.#setBusy(null);
      });
  }

  /** Nothing is waited for any more: the trainer has reported a new state, or has ended. */
  settle(): void {
    this.#busy = null;
  }

  /** A new call is made: nothing of what failed before is tried again. */
  forgetFailure(): void {
    this.#failed = null;
  }

  #setBusy(action: BusyAction | null): void {
    this.#busy = action;
    this.#changed();
  }
}
