import type { PropertyValues, TemplateResult } from 'lit';
import { html } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ExportedFile, GreyImage } from '../../worker/protocol';
import { type ListedRun, storedRuns } from '../client/list-stored-runs';
import { type ChartFormat, chartOf, type DownloadName, isChart } from '../state/download-names';
import type { GarmentFilter } from '../state/garment-filter';
import { historyFile } from '../state/history-files';
import type { MetricName } from '../state/metric-history';
import type { RequestEvent, ViewRequest } from '../state/requests';
import { saveFile } from '../ui/save-file';
import { viewBase } from '../ui/tokens.styles';
import { exportChart } from '../views/chart/chart-export';
import { chartSource } from '../views/chart/drawing/chart-picture';
import type { FmnistSettingsForm } from '../views/settings/settings-form';
import { CallsElement } from './calls-element';
import { trainerStyles } from './fmnist-trainer.styles';
import { ModelInspection } from './model-inspection';
import { openFiles } from './open-files';
import { RunStorage } from './run-storage';
import { looksIntoNetwork, renderScreen, TRAINER_VIEWS, type TrainerViewName } from './trainer-screen';

const ALL_GARMENTS: GarmentFilter = { kind: 'all' };

/**
 * Trains a small neural network on Fashion-MNIST in a Web Worker and shows how it learns. Nothing is downloaded
 * or started before the visitor asks, unless `weights` or `autostart` is set.
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
 * @attr {string} weights - A trained network to begin with: URL of a layers model's `model.json` or of a .safetensors file, or `pretrained`
 * @attr {string} view - Which parts are shown: `full`, `compact`, `charts` or `predict`
 * @attr {string} lang - Language of the screen: `en` or `ko`; without it the page's, then the browser's
 * @attr {string} share - Reads settings from the page's address and offers links to them; with several elements a name each
 * @attr {string} autosave - `on` stores runs in this browser and offers to go on with them; `off` does not
 * @attr {number} threads - Threads of the engine `fused`, 1 to 16; 0 is one for each core, at most 8
 *
 * @fires {CustomEvent<ReadyDetail>} fmnist-ready - Data and engine are there
 * @fires {CustomEvent<ProgressDetail>} fmnist-progress - Loading or training got on; at most ten times a second
 * @fires {CustomEvent<EpochDetail>} fmnist-epoch - An epoch has been trained and validated
 * @fires {CustomEvent<EngineDetail>} fmnist-engine - The run computes with another number of threads: other trainers came or went, or more threads than cores are tried
 * @fires {CustomEvent<LearningRateDetail>} fmnist-learning-rate - The step size was changed during a run
 * @fires {CustomEvent<ModelDetail>} fmnist-model - A trained network was opened, and predicts
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
 * @slot share - Replaces the button for a link to the settings
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
 * @csspart share - The button for a link to the settings
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
 * @cssprop [--fmnist-gallery-height=30rem] - Height of the gallery's window
 */
export class FmnistTrainer extends CallsElement {
  static override styles = [viewBase, trainerStyles];

  /**
   * Starts training as soon as the element is in the page, or as this is set, unless a link brought settings; from `weights`,
   * if there are any, else on with the stored run that has not ended, if it has the element's settings.
   */
  @property({ type: Boolean, reflect: true }) autostart = false;
  /** A trained network that is there from the start: an address, or `pretrained` for the package's own. */
  @property({ reflect: true }) weights: string | undefined;

  /** Which parts are shown: `full`, `compact`, `charts` or `predict`. What is none of these is `full`. */
  @property({ reflect: true }) view: TrainerViewName = 'full';

  @state() private inspected: number | null = null;
  @state() private highlighted: number | null = null;
  @state() private filter = ALL_GARMENTS;

  readonly #storage = new RunStorage(this, this.session, (settings) => this.applySettings(settings));
  readonly #inspection = new ModelInspection(this, (make) => this.session.ask(make));

  /**
   * The chart of a metric as a file that stands alone, dark on white; see `FmnistMetricsChart.exportChart`. Works in every view.
   * @throws TrainerError `call-refused` before the first epoch is done, `page-file`
   */
  exportChart(format: ChartFormat, metric: MetricName = 'loss'): Promise<ExportedFile> {
    const { run, pastRuns } = this.session.run;
    return exportChart(chartSource(metric, run, pastRuns), format);
  }

  /** The runs that this browser has stored, the latest first. Starts no worker. */
  storedRuns(): Promise<readonly ListedRun[]> {
    return storedRuns();
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
    this.readLink();
    if (changed.has('autosave')) this.#storage.autosaveChanged();
    if (this.hasUpdated) this.#followStart(changed);
    this.#inspection.follow(this.session.run, looksIntoNetwork(this.#view));
  }

  override render(): TemplateResult {
    const { run, busy } = this.session;
    const screen = renderScreen({
      view: this.#view,
      run,
      busy,
      inspection: this.#inspection,
      storage: this.#storage,
      storesRuns: this.autosave !== 'off',
      formatPhoto: this.#formatPhoto,
      settings: this.settings,
      epochsToCome: this.epochsToCome,
      inspected: this.inspected,
      highlighted: this.highlighted,
      filter: this.filter,
      share: this.share == null ? null : { makeLink: this.makeLink, error: this.linkError },
    });
    return html`<div class="frame" @fmnist-request=${(event: RequestEvent) => this.#answer(event.detail)}>
      ${screen}
    </div>`;
  }

  /** The same function at each rendering, so that a view sees that nothing changed. */
  readonly #formatPhoto = (photo: ImageBitmap | GreyImage) =>
    this.session.ask((client) => client.formatPhoto(photo));

  get #view(): TrainerViewName {
    return TRAINER_VIEWS.includes(this.view) ? this.view : 'full';
  }

  #startByItself(): void {
    if (this.state !== 'idle' || this.session.run.opened) return;
    if (this.weights) this.#openWeights();
    else if (this.autostart && !this.isOpenedByLink)
      void this.#storage.autostart(() => this.#answer({ type: 'train' }));
  }

  /** A framework may set attributes of an element that is there already, as when a page comes from a server. */
  #followStart(changed: PropertyValues<this>): void {
    if (changed.has('weights') && this.weights) this.#openWeights();
    else if (changed.has('autostart') && this.autostart && !this.session.busy) this.#startByItself();
  }

  #openWeights(): void {
    this.session.start('open', async () => {
      const { weights = '', files } = this;
      // The network's size is that of the weights, whatever a link says.
      await this.afterLink(() => this.importModel(weights === 'pretrained' ? files.pretrained : weights));
      if (this.autostart && !this.isOpenedByLink) this.#answer({ type: 'train', fromModel: true });
    });
  }

  #answer(request: ViewRequest): void {
    const session = this.session;
    switch (request.type) {
      case 'train':
        session.start('train', () => this.train({ fromModel: request.fromModel }));
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
        if (request.change || !session.tryAgain()) session.start('train', () => this.train());
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
      case 'open':
        session.start('open', () => openFiles(this, request.files));
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
    const { run } = this.session.run;
    if (isChart(file)) saveFile(await this.exportChart(...chartOf(file)));
    else if (file !== 'csv' && file !== 'json') saveFile(await this.exportModel(file, this.viewedEpoch));
    else if (run) saveFile(historyFile(run, file));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-trainer': FmnistTrainer;
  }
}
