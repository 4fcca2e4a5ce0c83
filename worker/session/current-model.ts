import { untilArrived } from '../data/split';
import type { OptimizerState } from '../engines/engine';
import type { RunConfigInput } from '../protocol';
import type { Network } from '../training/network';
import { OpenedModel, type ReadMoments } from '../training/opened-model';
import { refused } from '../training/refused';
import { Trainable } from '../training/trainable';
import { overtaken } from './refused';

/** How a run continues with the optimizer of an earlier one. */
interface OptimizerStart {
  /** The settings of the optimizer; they replace those of the new run. */
  readonly own: RunConfigInput;
  /** Its state, if it is in memory. */
  readonly optimizer?: OptimizerState;
  /** Reads its moments, if they are in a file. */
  readonly readMoments?: ReadMoments;
}

/**
 * The model that answers the session's calls. The previous model is kept until the new one has finished an epoch, so a run that fails
 * early loses nothing.
 */
export class CurrentModel {
  #model: Trainable | OpenedModel | null = null;
  #before: Trainable | OpenedModel | null = null;

  get model(): Network | null {
    return this.#model;
  }

  /** The model of a run, with its data set; null if there is none, or if the model was opened from a file. */
  get trained(): Trainable | null {
    return this.#model instanceof Trainable ? this.#model : null;
  }

  /**
   * The model, for a call that needs one.
   * @throws TrainerError `call-refused`
   */
  neededFor(call: string): Network {
    if (this.#model) return this.#model;
    throw refused(call, 'there is no model yet', 'a model', 'Train first, or open a model.');
  }

  /**
   * The model of a run, for a call that needs its data set.
   * @throws TrainerError `call-refused`
   */
  trainedFor(call: string): Trainable {
    this.neededFor(call);
    if (this.trained) return this.trained;
    const got = 'the model was opened from a file, without a data set';
    throw refused(call, got, 'a model with its data set', 'Train from it first, which loads the data.');
  }

  /**
   * Waits for the validation images of a run, then returns its model.
   * @throws TrainerError `call-refused`, `call-overtaken` if it has been replaced meanwhile, or the error of the loading
   */
  async withValidationImages(call: string): Promise<Trainable> {
    const model = this.trainedFor(call);
    await untilArrived(model.validation);
    return this.stillFor(call, model);
  }

  /**
   * The model of a run, which must still be the same as when the call began.
   * @throws TrainerError `call-overtaken` if it has been replaced or freed, or `call-refused`
   */
  stillFor(call: string, before: Trainable | null): Trainable {
    if (this.#model !== before) throw overtaken(call);
    return this.trainedFor(call);
  }

  /**
   * The model of a run that can be continued, for a call that needs its optimizer.
   * @throws TrainerError `call-refused`
   */
  continuableFor(call: string): Trainable {
    const model = this.trainedFor(call);
    if (!model.hasFailed) return model;
    const got = `the run failed in epoch ${model.position.epoch}`;
    throw refused(
      call,
      got,
      'a run that has not failed',
      'Start another run, from this model or from new weights.',
    );
  }

  /**
   * The optimizer that trained the model, and the settings that belong to it.
   * @throws TrainerError `call-refused`
   */
  optimizerFor(call: string): OptimizerStart {
    if (this.#model instanceof OpenedModel) {
      const { readMoments } = this.#model;
      if (readMoments) return { own: { optimizer: 'adam', engine: 'fused', backend: 'wasm' }, readMoments };
      const got = 'the model’s files hold no moments of its optimizer';
      throw refused(call, got, 'Adam’s moments beside the weights', 'Train with a fresh optimizer.');
    }
    const { config, engine } = this.continuableFor(call);
    const { name, backend } = engine.info;
    const own = { optimizer: config.optimizer, momentum: config.momentum, engine: name, backend };
    return { own, optimizer: engine.optimizerState() };
  }

  /** Makes the model of a new run the current one. The previous model is kept until `forgetBefore`. */
  takeOver(model: Trainable): void {
    this.#before = this.#model;
    this.#model = model;
  }

  /** Makes a model from a file the current one. The previous model is freed at once. */
  replaceBy(model: OpenedModel): void {
    this.drop();
    this.#model = model;
  }

  /** Frees the previous model. */
  forgetBefore(): void {
    this.#before?.engine.dispose();
    this.#before = null;
  }

  /**
   * Call it after a failed run, whose weights are useless. The model returns to the weights of its last epoch. If it has not finished an
   * epoch, the previous model becomes the current one again.
   */
  giveUp(model: Trainable | null): void {
    if (!model || model !== this.#model) return;
    try {
      if (model.returnToLastEpoch()) return;
    } catch {
      // The engine failed too. The session reports the error, and the model is dropped as if it had finished no epoch.
    }
    const before = this.#before;
    this.drop();
    this.#model = before;
    this.#before = null;
  }

  /** Frees the current model. */
  drop(): void {
    this.#model?.engine.dispose();
    this.#model = null;
  }
}
