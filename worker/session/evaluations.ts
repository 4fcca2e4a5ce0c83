import { type Evaluation, type SplitName, TrainerError } from '../protocol';
import { RunControl, RunStopped } from '../training/run-control';
import type { Trainable } from '../training/trainable';

/** Evaluates models, one at a time, and can be stopped. */
export class Evaluations {
  #running: { readonly control: RunControl; readonly ended: Promise<unknown> } | null = null;

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Resolves when no evaluation is running. */
  get ended(): Promise<unknown> {
    return this.#running?.ended ?? Promise.resolve();
  }

  /** @throws TrainerError `call-refused` if `stop` ends it */
  async evaluate(model: Trainable, split: SplitName): Promise<Evaluation> {
    const control = new RunControl(() => {});
    const evaluation = model.evaluate(split, control);
    this.#running = { control, ended: evaluation.catch(() => {}) };
    try {
      return await evaluation;
    } catch (thrown) {
      throw thrown instanceof RunStopped ? endedByReset() : thrown;
    } finally {
      this.#running = null;
      control.close();
    }
  }

  /** Ends the running evaluation, if there is one, and resolves when it has ended. */
  async stop(): Promise<void> {
    this.#running?.control.stop();
    await this.ended;
  }
}

function endedByReset(): TrainerError {
  return new TrainerError({
    code: 'call-refused',
    message: 'evaluate() was ended by reset().',
    got: 'reset()',
    expected: 'no reset',
    remedy: 'Train again, then evaluate.',
  });
}
