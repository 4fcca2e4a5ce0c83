import { property } from 'lit/decorators.js';
import type {
  EpochReport,
  Evaluation,
  Examination,
  ExportedFile,
  FirstLayer,
  GreyImage,
  ModelFormat,
  ModelInfo,
  Prediction,
  RestoreOptions,
  RunSummary,
  SessionState,
  SplitName,
  TrainOptions,
} from '../../worker/protocol';
import {
  type CreateWorker,
  DEFAULT_FILES,
  type PackageFiles,
  packageFiles,
  type ScriptAddress,
} from '../client/start-worker';
import { unchecked } from '../client/trainer-client';
import { RunSession } from './run-session';
import { ShareableElement } from './shareable-element';

/** The trainer's calls as methods of an element, under the element's settings. */
export class CallsElement extends ShareableElement {
  /**
   * Where the package's files are, as URLs; beside the script by default. To be changed before the first trainer starts,
   * one by one (`Object.assign(FmnistTrainer.assets, { pretrained })`) or all together. An element with `worker-url` looks
   * beside that instead.
   */
  static assets: PackageFiles = DEFAULT_FILES;

  /**
   * Makes the worker in place of all other ways, for pages with rules of their own: gets the address of `worker.js`. To be set
   * before the first trainer starts. `assets` says where the other files are.
   */
  static createWorker: CreateWorker | undefined;

  /** Address of `worker.js`, and of all other files beside it; `assets` has them by default. As a property also a `TrustedScriptURL`. */
  @property({ attribute: 'worker-url' }) workerUrl: ScriptAddress | undefined;

  /** `on` stores every run in this browser and offers to go on with one that has not ended; `off` does neither. */
  @property({ reflect: true }) autosave: 'on' | 'off' = 'on';

  protected readonly session = new RunSession(this);

  /** Where this element's files are. */
  get files(): PackageFiles {
    return this.workerUrl ? packageFiles(this.workerUrl) : this.#class.assets;
  }

  /** What makes this element's worker, if the embedder says so. */
  get createWorker(): CreateWorker | undefined {
    return this.#class.createWorker;
  }

  get #class(): typeof CallsElement {
    return this.constructor as typeof CallsElement;
  }

  /** The state the worker last reported. */
  get state(): SessionState {
    return this.session.run.state;
  }

  /** The finished epochs of the run on the screen. */
  get history(): readonly EpochReport[] {
    return this.session.run.run?.history.epochs ?? [];
  }

  /**
   * Trains with the element's settings; resolves when the run has ended.
   * @param options `{ fromModel: true }` begins from the weights that are here; see `TrainerClient.train`
   */
  train(options: TrainOptions = {}): Promise<RunSummary> {
    return this.afterLink(() => this.session.call((client) => client.train(unchecked(this.settings), options)));
  }

  /** Pauses the run under way, within 50 ms. */
  pause(): Promise<void> {
    return this.session.call((client) => client.pause());
  }

  /** Goes on with a paused run. */
  resume(): Promise<void> {
    return this.session.call((client) => client.resume());
  }

  /** Trains one batch, or to the end of the epoch, then pauses. Without a run it starts one. */
  step(unit: 'batch' | 'epoch'): Promise<void> {
    return this.afterLink(() => this.session.call((client) => client.step(unit, unchecked(this.settings))));
  }

  /** Ends the run under way; its model stays. */
  stop(): Promise<void> {
    return this.session.call((client) => client.stop());
  }

  /** Ends what goes on and forgets the model and its charts. The data stays loaded. */
  reset(): Promise<void> {
    return this.session.call((client) => client.reset());
  }

  /** Loss and accuracy of the current weights on a split. */
  evaluate(split: SplitName): Promise<Evaluation> {
    return this.session.call((client) => client.evaluate(split));
  }

  /**
   * Probabilities of images: bytes 0 to 255 or floats 0 to 1, 784 values each.
   * @param epoch the weights after this epoch, one of those kept; without it those of the moment
   */
  predict(images: Uint8Array | Float32Array, epoch: number | null = null): Promise<readonly Prediction[]> {
    return this.session.call((client) => client.predict(images, epoch));
  }

  /** What the network makes of every validation image, after an epoch or at the moment. */
  examine(epoch: number | null = null): Promise<Examination> {
    return this.session.call((client) => client.examine(epoch));
  }

  /** Validation images by their index: bytes, shape (indices, 784). */
  garments(indices: readonly number[]): Promise<Uint8Array> {
    return this.session.call((client) => client.garments(indices));
  }

  /** Weights of the first layer's first `most` units, as pictures of 784 values. */
  firstLayer(most: number, epoch: number | null = null): Promise<FirstLayer> {
    return this.session.call((client) => client.firstLayer(most, epoch));
  }

  /** The `count` validation images that a unit of the first layer answers most strongly, strongest first. */
  excitingGarments(unit: number, count: number, epoch: number | null = null): Promise<readonly number[]> {
    return this.session.call((client) => client.excitingGarments(unit, count, epoch));
  }

  /**
   * The network as one file for other tools: safetensors, ONNX, or a .zip with a TensorFlow.js layers model or with Keras
   * code and its weights. Works as soon as there is a model, also while it trains.
   * @param epoch the weights after this epoch, one of those kept; without it those of the moment
   * @throws TrainerError `call-refused` without a model or for a format that there is not, `epoch-not-kept`
   */
  exportModel(format: ModelFormat, epoch: number | null = null): Promise<ExportedFile> {
    return this.session.call((client) => client.exportModel(format, epoch));
  }

  /**
   * Opens a trained network, from an address or from files, which predicts at once; see `TrainerClient.importModel`. Hidden
   * units and activation become the element's settings.
   * @throws TrainerError `model-*`; the network before stays
   */
  async importModel(source: string | URL | Iterable<File>): Promise<ModelInfo> {
    const model = await this.session.call((client) => client.importModel(source));
    this.applySettings({ hiddenUnits: model.hiddenUnits.join(), activation: model.activation });
    return model;
  }

  /** A photo or a drawing as the network sees it: 784 bytes. Needs no model. */
  formatPhoto(photo: ImageBitmap | GreyImage): Promise<Uint8Array> {
    return this.session.call((client) => client.formatPhoto(photo));
  }

  /** Changes the step size of the run under way, from its next batch on; while it loads, from its first. */
  setLearningRate(learningRate: number | string): Promise<void> {
    return this.session.call((client) => client.setLearningRate(learningRate));
  }

  /** All that the run is at the moment, as a file to go on from; see `TrainerClient.checkpoint`. */
  checkpoint(): Promise<Uint8Array> {
    return this.session.call((client) => client.checkpoint());
  }

  /** Goes on with the run of a checkpoint, under its settings and not the element's; see `TrainerClient.restore`. */
  restore(checkpoint: Uint8Array, options: RestoreOptions = {}): Promise<RunSummary | null> {
    return this.session.call((client) => client.restore(checkpoint, options));
  }

  /** Goes on with a stored run, under its settings and its id; see `TrainerClient.continueRun`. */
  continueRun(id: string, options: RestoreOptions = {}): Promise<RunSummary | null> {
    return this.session.call((client) => client.continueRun(id, options));
  }
}
