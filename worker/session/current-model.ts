import type { OptimizerState } from '../engines/engine';
import type { RunConfigInput } from '../protocol';
import type { Network } from '../training/network';
import { OpenedModel, type ReadMoments } from '../training/opened-model';
import { Trainable } from '../training/trainable';
import { refused } from './refused';

/** What a run begins with that goes on with the optimizer of another one: its state, or how to read it, and its settings. */
interface OptimizerStart {
  readonly own: RunConfigInput;
  readonly optimizer?: OptimizerState;
  readonly readMoments?: ReadMoments;
}

/**
 * The model that the session answers with, and the one before it, which stays until the new one is worth more: a run that
 * fails at once costs nothing.
 */
export class CurrentModel {
  #model: Trainable | OpenedModel | null = null;
  #before: Trainable | OpenedModel | null = null;

  get model(): Network | null {
    return this.#model;
  }

  /** The model together with its data set, if it has one. */
  get trained(): Trainable | null {
    return this.#model instanceof Trainable ? this.#model : null;
  }

  /**
   * The model, for a call that needs one.
   * @throws TrainerError `call-refused`
   */
  neededFor(call: string): Network {
    if (this.#model) return this.#model;
    throw refused(call, 'there is no model yet', 'a model', 'Train first; after the first batch there is one.');
  }

  /**
   * The model together with its data set.
   * @throws TrainerError `call-refused`
   */
  trainedFor(call: string): Trainable {
    this.neededFor(call);
    if (this.trained) return this.trained;
    const got = 'the model was opened from a file, without a data set';
    throw refused(call, got, 'a model with its data set', 'Train from it first; that loads the data.');
  }

  /**
   * The model with its data set and the optimizer that trained it.
   * @throws TrainerError `call-refused`
   */
  goingOnFor(call: string): Trainable {
    const model = this.trainedFor(call);
    if (!model.hasFailed) return model;
    const got = `the run failed in epoch ${model.position.epoch}`;
    throw refused(call, got, 'a run that can go on', 'Begin another one, from this model or from new weights.');
  }

  /**
   * The optimizer that trained the model, and the settings that are its own.
   * @throws TrainerError `call-refused`
   */
  optimizerFor(call: string): OptimizerStart {
    if (this.#model instanceof OpenedModel) {
      const { readMoments } = this.#model;
      if (readMoments) return { own: { optimizer: 'adam', engine: 'fused', backend: 'wasm' }, readMoments };
      const got = 'the model was opened from files without moments';
      throw refused(call, got, 'moments of Adam beside the weights', 'Begin with a fresh optimizer.');
    }
    const { config, engine } = this.goingOnFor(call);
    const { name, backend } = engine.info;
    const own = { optimizer: config.optimizer, momentum: config.momentum, engine: name, backend };
    return { own, optimizer: engine.optimizerState() };
  }

  takeOver(model: Trainable): void {
    this.#before = this.#model;
    this.#model = model;
  }

  /** A model from a file takes the place of the one that was here at once. */
  replaceBy(model: OpenedModel): void {
    this.drop();
    this.#model = model;
  }

  forgetBefore(): void {
    this.#before?.engine.dispose();
    this.#before = null;
  }

  /**
   * The weights at which a run failed are no use: those of its latest epoch take their place, and before its first epoch was
   * done the model before it.
   */
  giveUp(model: Trainable | null): void {
    if (!model || model !== this.#model) return;
    try {
      if (model.returnToLastEpoch()) return;
    } catch {
      // What broke the run broke its engine: what the run failed of is told, and the model goes as if it had no epoch.
    }
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
