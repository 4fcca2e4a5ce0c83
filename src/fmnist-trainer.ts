import type { PropertyValues, TemplateResult } from 'lit';
import { html } from 'lit';
import { property, state } from 'lit/decorators.js';
import type {
  EpochReport,
  Evaluation,
  Examination,
  ExportedFile,
  FirstLayer,
  GreyImage,
  ModelFormat,
  Prediction,
  RestoreOptions,
  RunSummary,
  SessionState,
  SplitName,
} from '../worker/protocol';
import { trainerStyles } from './fmnist-trainer.styles';
import type { GarmentFilter } from './garment-filter';
import { historyFile } from './history-files';
import { ModelInspection } from './model-inspection';
import { RunSession } from './run-session';
import { RunStorage } from './run-storage';
import { saveFile } from './save-file';
import { SettingsElement } from './settings-element';
import { type ListedRun, storedRuns } from './stored-runs';
import { looksIntoNetwork, renderScreen, TRAINER_VIEWS, type TrainerViewName } from './trainer-screen';
import type { DownloadName, RequestEvent, ViewRequest } from './views/requests';
import type { FmnistSettingsForm } from './views/settings-form';
import { tokens, viewBase } from './views/tokens.styles';

const ALL_GARMENTS: GarmentFilter = { kind: 'all' };

/**
 * Trains a small neural network on Fashion-MNIST in a Web Worker and shows how it learns. Nothing is downloaded
 * or started before the visitor asks, unless `autostart` is set.
 *
 * @tag fmnist-trainer
 *
 * @attr {string} data-src - Folder of the data set, `drawn-garments`, or empty for the public copy
 * @attr {string} hidden-units - Units of each hidden layer, such as `64,64`
 * @attr {string} activation - `relu`, `tanh` or `sigmoid`
 * @attr {string} optimizer - `adam`, `sgd`, `momentum` or `rmsprop`
 * @attr {number} learning-rate - Step size
 * @attr {number} momentum - Share of the previous update that is kept, for the optimizer `momentum`
 * @attr {number} batch - Images per weight update
 * @attr {number} shuffle-buffer - Slots of the shuffle buffer; 1 keeps the order of the file
 * @attr {number} epochs - Passes over the training images
 * @attr {number} seed - Start of all random numbers
 * @attr {number} validation-split - Share of the training images held out for validation
 * @attr {number} train-images - Training images that are used; 0 uses all
 * @attr {string} sample-weighting - `example` or `batch`
 * @attr {string} stop-at - Ends the run early, such as `valAccuracy>=0.88`
 * @attr {number} patience - Epochs without improvement after which the run ends
 * @attr {string} monitor - The metric that `patience` watches
 * @attr {string} engine - What computes: `auto`, `fused` or `tfjs`
 * @attr {string} backend - `wasm` or `cpu`
 * @attr {string} view - Which parts are shown: `full`, `compact`, `charts` or `predict`
 * @attr {string} lang - Language of the screen: `en` or `ko`; without it the page's, then the browser's
 * @attr {string} autosave - `on` stores runs in this browser and offers to go on with them; `off` does not
 * @attr {number} threads - Threads of the engine `fused`, 1 to 16; 0 is one for each core, at most 8
 *
 * @fires {CustomEvent<ReadyDetail>} fmnist-ready - Data and engine are there
 * @fires {CustomEvent<ProgressDetail>} fmnist-progress - Loading or training got on; at most ten times a second
 * @fires {CustomEvent<EpochDetail>} fmnist-epoch - An epoch has been trained and validated
 * @fires {CustomEvent<LearningRateDetail>} fmnist-learning-rate - The step size was changed during a run
 * @fires {CustomEvent<StorageDetail>} fmnist-storage - The run was stored, or could not be
 * @fires {CustomEvent<StateDetail>} fmnist-state - The session entered another state
 * @fires {CustomEvent<ErrorDetail>} fmnist-error - Something failed
 *
 * @slot title - Replaces the title
 * @slot controls - Replaces the buttons, the error panel and the line about storage
 * @slot progress - Replaces status, progress bar and figures
 * @slot charts - Replaces the charts, the slider through the epochs and the lists of earlier and stored runs
 * @slot table - Replaces the table of epochs
 * @slot downloads - Replaces the menu of files to download
 * @slot settings - Replaces the settings form
 * @slot gallery - Replaces the gallery
 * @slot matrix - Replaces the confusion matrix
 * @slot weights - Replaces the first layer's weights
 * @slot pad - Replaces the pad to draw on
 *
 * @csspart header - Title, data set and engine
 * @csspart engine - What computes; why it was taken stands in its title
 * @csspart controls - The buttons
 * @csspart progress - Status, progress bar and figures
 * @csspart error - The error panel
 * @csspart charts - Both charts
 * @csspart chart - One chart
 * @csspart time - The slider through the epochs
 * @csspart past-runs - The list of earlier runs
 * @csspart storage-note - The offer to go on with a stored run, or why a run is not stored
 * @csspart stored-runs - The list of stored runs
 * @csspart table - The table of epochs
 * @csspart downloads - The menu of files to download
 * @csspart settings - The settings form
 * @csspart gallery - Validation images with the network's guesses
 * @csspart matrix - The confusion matrix
 * @csspart weights - The first layer's weights
 * @csspart pad - The pad to draw on, and what the network makes of it
 *
 * @cssprop --fmnist-surface - Background
 * @cssprop --fmnist-ink - Text and the training line
 * @cssprop --fmnist-muted - Secondary text
 * @cssprop --fmnist-line - Hairlines and grids
 * @cssprop --fmnist-edge - Borders of buttons and fields
 * @cssprop --fmnist-accent - The main button, the validation line and the focus ring
 * @cssprop --fmnist-on-accent - Text on the accent
 * @cssprop --fmnist-error - Errors
 * @cssprop --fmnist-batches - The faint line of batch losses
 * @cssprop --fmnist-wrong - What the network got wrong
 * @cssprop --fmnist-positive - Weights above 0
 * @cssprop --fmnist-negative - Weights below 0
 * @cssprop --fmnist-font - Typeface
 * @cssprop --fmnist-mono - Typeface of error codes
 * @cssprop --fmnist-radius - Corners of buttons
 * @cssprop [--fmnist-chart-height=15rem] - Height of each chart
 */
export class FmnistTrainer extends SettingsElement {
  static override styles = [viewBase, tokens, trainerStyles];

  /** Starts training as soon as the element is in the page. */
  @property({ type: Boolean, reflect: true }) autostart = false;
  /** Address of `worker.js`; beside the element's own script by default. */
  @property({ attribute: 'worker-url' }) workerUrl: string | undefined;

  /** Which parts are shown: `full`, `compact`, `charts` or `predict`. What is none of these is `full`. */
  @property({ reflect: true }) view: TrainerViewName = 'full';

  /** `on` stores every run in this browser and offers to go on with one that has not ended; `off` does neither. */
  @property({ reflect: true }) autosave: 'on' | 'off' = 'on';

  @state() private inspected: number | null = null;
  @state() private highlighted: number | null = null;
  @state() private filter = ALL_GARMENTS;

  readonly #session = new RunSession(this);
  readonly #storage = new RunStorage(this, this.#session, (settings) => this.applySettings(settings));
  readonly #inspection = new ModelInspection(this, (make) => this.#session.ask(make));

  /** The state the worker last reported. */
  get state(): SessionState {
    return this.#session.run.state;
  }

  /** The finished epochs of the run on the screen. */
  get history(): readonly EpochReport[] {
    return this.#session.run.run?.history.epochs ?? [];
  }

  /** Trains with the element's settings; resolves when the run has ended. */
  train(): Promise<RunSummary> {
    return this.#session.call((client) => client.train(this.settings));
  }

  pause(): Promise<void> {
    return this.#session.call((client) => client.pause());
  }

  resume(): Promise<void> {
    return this.#session.call((client) => client.resume());
  }

  /** Trains one batch, or to the end of the epoch, then pauses. Without a run it starts one. */
  step(unit: 'batch' | 'epoch'): Promise<void> {
    return this.#session.call((client) => client.step(unit, this.settings));
  }

  stop(): Promise<void> {
    return this.#session.call((client) => client.stop());
  }

  /** Ends what goes on and forgets the model and its charts. The data stays loaded. */
  reset(): Promise<void> {
    return this.#session.call((client) => client.reset());
  }

  /** Loss and accuracy of the current weights on a split. */
  evaluate(split: SplitName): Promise<Evaluation> {
    return this.#session.call((client) => client.evaluate(split));
  }

  /**
   * Probabilities of images: bytes 0 to 255 or floats 0 to 1, 784 values each.
   * @param epoch the weights after this epoch, one of those kept; without it those of the moment
   */
  predict(images: Uint8Array | Float32Array, epoch: number | null = null): Promise<readonly Prediction[]> {
    return this.#session.call((client) => client.predict(images, epoch));
  }

  /** What the network makes of every validation image, after an epoch or at the moment. */
  examine(epoch: number | null = null): Promise<Examination> {
    return this.#session.call((client) => client.examine(epoch));
  }

  /** Validation images by their index: bytes, shape (indices, 784). */
  garments(indices: readonly number[]): Promise<Uint8Array> {
    return this.#session.call((client) => client.garments(indices));
  }

  /** Weights of the first layer's first `most` units, as pictures of 784 values. */
  firstLayer(most: number, epoch: number | null = null): Promise<FirstLayer> {
    return this.#session.call((client) => client.firstLayer(most, epoch));
  }

  /** The `count` validation images that a unit of the first layer answers most strongly, strongest first. */
  excitingGarments(unit: number, count: number, epoch: number | null = null): Promise<readonly number[]> {
    return this.#session.call((client) => client.excitingGarments(unit, count, epoch));
  }

  /**
   * The network as one file for other tools: safetensors, ONNX, or a .zip with a TensorFlow.js layers model or with Keras
   * code and its weights. Works as soon as there is a model, also while it trains.
   * @param epoch the weights after this epoch, one of those kept; without it those of the moment
   * @throws TrainerError `call-refused` without a model or for a format that there is not, `epoch-not-kept`
   */
  exportModel(format: ModelFormat, epoch: number | null = null): Promise<ExportedFile> {
    return this.#session.call((client) => client.exportModel(format, epoch));
  }

  /** A photo or a drawing as the network sees it: 784 bytes. Needs no model. */
  formatPhoto(photo: ImageBitmap | GreyImage): Promise<Uint8Array> {
    return this.#session.call((client) => client.formatPhoto(photo));
  }

  /** Changes the step size of the run under way, from its next batch on. */
  setLearningRate(learningRate: number | string): Promise<void> {
    return this.#session.call((client) => client.setLearningRate(learningRate));
  }

  /** All that the run is at the moment, as a file to go on from; see `TrainerClient.checkpoint`. */
  checkpoint(): Promise<Uint8Array> {
    return this.#session.call((client) => client.checkpoint());
  }

  /** Goes on with the run of a checkpoint, under its settings and not the element's; see `TrainerClient.restore`. */
  restore(checkpoint: Uint8Array, options: RestoreOptions = {}): Promise<RunSummary | null> {
    return this.#session.call((client) => client.restore(checkpoint, options));
  }

  /** The runs that this browser has stored, the latest first. Starts no worker. */
  storedRuns(): Promise<readonly ListedRun[]> {
    return storedRuns();
  }

  /** Goes on with a stored run, under its settings and its id; see `TrainerClient.continueRun`. */
  continueRun(id: string, options: RestoreOptions = {}): Promise<RunSummary | null> {
    return this.#session.call((client) => client.continueRun(id, options));
  }

  /** Deletes a stored run. Rejects while it trains, here or elsewhere. */
  deleteRun(id: string): Promise<void> {
    return this.#storage.deleteRun(id);
  }

  /** The epoch that the screen has gone back to; null is now. */
  get viewedEpoch(): number | null {
    return this.#inspection.viewed;
  }

  /** Shows the network as it was after an epoch, or with null as it is now. Training goes on meanwhile. */
  set viewedEpoch(epoch: number | null) {
    this.#inspection.view(epoch);
  }

  override firstUpdated(): void {
    this.#startByItself();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#startByItself();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('autosave')) this.#storage.autosaveChanged();
    this.#inspection.follow(this.#session.run, looksIntoNetwork(this.#view));
  }

  override render(): TemplateResult {
    const { run, busy } = this.#session;
    const screen = renderScreen({
      view: this.#view,
      run,
      busy,
      inspection: this.#inspection,
      storage: this.#storage,
      formatPhoto: this.#formatPhoto,
      settings: this.settings,
      epochsToCome: this.epochsToCome,
      inspected: this.inspected,
      highlighted: this.highlighted,
      filter: this.filter,
    });
    return html`<div class="frame" @fmnist-request=${(event: RequestEvent) => this.#answer(event.detail)}>
      ${screen}
    </div>`;
  }

  /** The same function at each rendering, so that a view sees that nothing changed. */
  readonly #formatPhoto = (photo: ImageBitmap | GreyImage) =>
    this.#session.ask((client) => client.formatPhoto(photo));

  get #view(): TrainerViewName {
    return TRAINER_VIEWS.includes(this.view) ? this.view : 'full';
  }

  #startByItself(): void {
    if (this.autostart && this.state === 'idle') this.#answer({ type: 'train' });
  }

  #answer(request: ViewRequest): void {
    const session = this.#session;
    switch (request.type) {
      case 'train':
        session.start('train', () => this.train());
        break;
      case 'pause':
        session.start('pause', () => this.pause());
        break;
      case 'resume':
        session.start('resume', () => this.resume());
        break;
      case 'step':
        session.start(`step-${request.unit}`, () => this.step(request.unit));
        break;
      case 'stop':
        session.start('stop', () => this.stop());
        break;
      case 'reset':
        session.start('reset', () => this.reset());
        break;
      case 'retry':
        this.applySettings(request.change ?? {});
        session.start('train', () => this.train());
        break;
      case 'dismiss-error':
        session.dismissError();
        break;
      case 'change-setting':
        if (session.run.error?.field === request.key) session.dismissError();
        this.applySettings({ [request.key]: request.value });
        break;
      case 'show-setting':
        this.renderRoot.querySelector<FmnistSettingsForm>('fmnist-settings-form')?.showSetting(request.key);
        break;
      case 'set-learning-rate':
        this.applySettings({ learningRate: request.value });
        this.setLearningRate(request.value).catch(() => {
          // A value that does not fit is told as an error event, and marks its field.
        });
        break;
      case 'apply-preset':
        this.applyPreset(request.settings);
        break;
      case 'inspect':
        this.inspected = request.epoch;
        break;
      case 'highlight-run':
        this.highlighted = request.runId;
        break;
      case 'view-epoch':
        this.#inspection.view(request.epoch);
        break;
      case 'filter-garments':
        this.filter = request.filter;
        break;
      case 'download':
        session.start('download', () => this.#download(request.file));
        break;
      default:
        this.#storage.answer(request);
    }
  }

  /** Saves the network on the screen, or its run's history, as a file. */
  async #download(file: DownloadName): Promise<void> {
    const { run } = this.#session.run;
    if (file !== 'csv' && file !== 'json') saveFile(await this.exportModel(file, this.viewedEpoch));
    else if (run) saveFile(historyFile(run, file));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-trainer': FmnistTrainer;
  }
}
