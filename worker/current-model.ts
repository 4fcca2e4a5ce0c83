import { refused } from './refused';
import type { Trainable } from './training/trainable';

/**
 * The model that the session answers with, and the one before it, which stays until the new one is worth more: a run that
 * fails at once costs nothing.
 */
export class CurrentModel {
  #model: Trainable | null = null;
  #before: Trainable | null = null;

  get model(): Trainable | null {
    return this.#model;
  }

  /**
   * The model, for a call that needs one.
   * @throws TrainerError `call-refused`
   */
  neededFor(call: string): Trainable {
    if (this.#model) return this.#model;
    throw refused(call, 'there is no model yet', 'a model', 'Train first; after the first batch there is one.');
  }

  takeOver(model: Trainable): void {
    this.#before = this.#model;
    this.#model = model;
  }

  forgetBefore(): void {
    this.#before?.engine.dispose();
    this.#before = null;
  }

  /** Weights of a run that failed are no use. Before its first epoch was done, the model before it comes back. */
  giveUp(model: Trainable | null): void {
    if (!model || model !== this.#model) return;
    const before = this.#before;
    this.drop();
    this.#model = before;
    this.#before = null;
  }

  drop(): void {
    this.#model?.engine.dispose();
    this.#model = null;
  }
}
