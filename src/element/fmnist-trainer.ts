import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type {
  EpochReport,
  ExportedFile,
  ModelInfo,
  RunConfigInput,
  RunSummary,
  SessionState,
  StepUnit,
  TrainOptions,
} from '../../worker/protocol';
import { type Call, forwardCalls, type TrainerCalls } from '../client/forward-calls';
import { type ListedRun, storedRuns } from '../client/list-stored-runs';
import {
  type CreateWorker,
  DEFAULT_FILES,
  type PackageFiles,
  packageFiles,
  type ScriptAddress,
} from '../client/start-worker';
import { unchecked } from '../client/trainer-client';
import type { ChartFormat } from '../state/download-names';
import type { MetricName } from '../state/metric-history';
import type { RequestEvent } from '../state/requests';
import { LocalizedElement } from '../ui/localized-element';
import { type Theme, viewBase } from '../ui/tokens.styles';
import { exportChart } from '../views/chart/chart-export';
import { chartSource } from '../views/chart/drawing/chart-picture';
import { trainerStyles } from './fmnist-trainer.styles';
import { defineSettings, plannedEpochs, type SettingProperties, settingsOf } from './setting-properties';
import { TrainerParts } from './trainer-parts';
import { renderScreen } from './trainer-screen';
import { type TrainerViewName, viewOf } from './trainer-views';

/** The element has a property for each setting, and forwards these calls to its `TrainerClient`. */
export interface FmnistTrainer extends SettingProperties, TrainerCalls {}

/**
 * Trains a small neural network on Fashion-MNIST in a Web Worker and shows how it learns. No data set is
 * loaded before the visitor trains, unless `autostart` is set. With `preview="off"` and without `weights`, nothing else is either.
 *
 * @tag fmnist-trainer
 *
 * @attr {string} weights - A trained network to begin with: the URL of a layers model's `model.json` or of a .safetensors file, or `pretrained`
 * @attr {string} view - Which parts are shown: `full`, `compact`, `charts` or `predict`
 * @attr {string} theme - `light` or `dark` colours whatever the page's are; `auto`, the default, follows the page's `color-scheme`
 * @attr {string} lang - Language of the screen: `en` or `ko`. By default the page's language, then the browser's
 * @attr {string} share - Reads settings from the page's address and offers links to them. With several elements on a page, each needs its own name here
 * @attr {string} preview - `on` opens the package's trained network when the element comes into view and puts a garment on the pad, so that both work before anything is trained. Calls such as `predict()` then use this network. `off` loads nothing. By default `on` in the views with a pad, `full` and `predict`. With `weights` or `autostart`, or if the visitor's browser saves data, there is no preview
 * @attr {string} guide - Address of the folder with the guide, such as `./guide/`. The stages of a training step link to the lesson there. An empty value makes no links. By default they link to the published guide, if the package knows its address
 * @attr {string} autosave - `on` stores every run in this browser and offers to continue one that has not ended. `off` does neither
 *
 * @fires {CustomEvent<ReadyDetail>} fmnist-ready - The first images and the engine are loaded. Training begins
 * @fires {CustomEvent<ProgressDetail>} fmnist-progress - The progress of loading or training, at most ten times a second
 * @fires {CustomEvent<EpochDetail>} fmnist-epoch - An epoch has been trained and validated
 * @fires {CustomEvent<EngineDetail>} fmnist-engine - The number of threads has changed: other trainers have started or stopped, or the run has measured that this number is faster
 * @fires {CustomEvent<LearningRateDetail>} fmnist-learning-rate - The learning rate of the run was changed
 * @fires {CustomEvent<ModelDetail>} fmnist-model - A trained network was opened, from files or from an address. It can predict now. The preview fires no event
 * @fires {CustomEvent<StorageDetail>} fmnist-storage - The run was stored, or could not be stored
 * @fires {CustomEvent<StateDetail>} fmnist-state - The state changed
 * @fires {CustomEvent<SummaryDetail>} fmnist-summary - The SHA-256 of the weights has been computed, some time after the run of a large network was stopped
 * @fires {CustomEvent<ErrorDetail>} fmnist-error - Something failed
 *
 * @slot title - Replaces the title
 * @slot controls - Replaces the buttons, the error panel and the note about storage
 * @slot progress - Replaces status, progress bar and figures
 * @slot charts - Replaces the charts, the slider through the epochs and the lists of earlier and stored runs
 * @slot table - Replaces the table of epochs
 * @slot downloads - Replaces the menu of files to download
 * @slot settings - Replaces the settings form
 * @slot share - Replaces the button for a link to the settings
 * @slot gallery - Replaces the gallery
 * @slot matrix - Replaces the confusion matrix
 * @slot weights - Replaces the first layer's weights
 * @slot step - Replaces the view of the next step
 * @slot pad - Replaces the pad to draw on
 * @slot network - Replaces the picture of the network
 *
 * @csspart header - Title, data set and engine
 * @csspart engine - The engine. Its title says why it was chosen
 * @csspart controls - The buttons
 * @csspart progress - Status, progress bar and figures
 * @csspart error - The error panel
 * @csspart charts - Both charts
 * @csspart chart - One chart
 * @csspart time - The slider through the epochs
 * @csspart past-runs - The list of earlier runs
 * @csspart storage-note - The offer to continue a stored run, or why a run is not stored
 * @csspart stored-runs - The list of stored runs
 * @csspart table - The table of epochs
 * @csspart downloads - The menu of files to download
 * @csspart settings - The settings form
 * @csspart share - The button for a link to the settings
 * @csspart gallery - Validation images with the network's predictions
 * @csspart matrix - The confusion matrix
 * @csspart weights - The first layer's weights
 * @csspart step - The next step of a paused run, stage by stage
 * @csspart pad - The pad to draw on, with the network's prediction
 * @csspart network - The network as a picture, with the output of each unit for the selected garment
 *
 * @cssprop --fmnist-surface - Background
 * @cssprop --fmnist-ink - Text and the training line
 * @cssprop --fmnist-muted - Secondary text
 * @cssprop --fmnist-line - Hairlines and grids
 * @cssprop --fmnist-edge - Borders of buttons and fields
 * @cssprop --fmnist-accent - The main button, the validation line and the focus ring
 * @cssprop --fmnist-on-accent - Text on the accent
 * @cssprop --fmnist-error - Errors
 * @cssprop --fmnist-batches - The faint line of the batch losses
 * @cssprop --fmnist-wrong - Wrong predictions
 * @cssprop --fmnist-positive - Weights above 0
 * @cssprop --fmnist-negative - Weights below 0
 * @cssprop --fmnist-font - Typeface
 * @cssprop --fmnist-mono - Typeface of error codes
 * @cssprop --fmnist-radius - Corners of buttons
 * @cssprop [--fmnist-size=medium] - Size of the text, a length or a keyword of `font-size`, with everything else in proportion. By default the size that the visitor has chosen in the browser
 * @cssprop --fmnist-padding - Space between the edge of the background and its contents; by default 1 × `--fmnist-size`, and less in a very narrow place
 * @cssprop --fmnist-chart-height - Height of each chart; by default 15 × `--fmnist-size`
 * @cssprop --fmnist-gallery-height - Height of the gallery's window; by default 30 × `--fmnist-size`, in a narrow place 23 ×
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: `defineSettings` and `forwardCalls` make the interface's members
export class FmnistTrainer extends LocalizedElement {
  static override styles = [viewBase, trainerStyles];

  /**
   * Where the package's files are, as URLs; by default beside the script. Change it before the first trainer starts, one address at a time
   * (`Object.assign(FmnistTrainer.assets, { pretrained })`) or all together. An element with `worker-url` loads the files beside that
   * address instead.
   */
  static assets: PackageFiles = DEFAULT_FILES;

  /**
   * Creates a worker from the address of `worker.js`, for pages that must create workers themselves. It is called once for the trainer and
   * once for each helper thread. It replaces the built-in ways. Set it before the first trainer starts. `assets` says where the other files are.
   */
  static createWorker: CreateWorker | undefined;

  static {
    defineSettings(FmnistTrainer);
    forwardCalls(FmnistTrainer.prototype, (trainer, name, args) =>
      trainer.#parts.session.call((client) => (client[name] as Call)(...args)),
    );
  }

  /**
   * Starts training when the element is added to the page, or when this property is set later. Training begins with `weights`, if they are set. Otherwise it
   * continues the stored run that has not ended, if that run has the element's settings. If the page was opened through a link with settings, training does not start.
   */
  @property({ type: Boolean, reflect: true }) autostart = false;

  /** A trained network to begin with: an address, or `pretrained` for the package's own network. */
  @property({ reflect: true }) weights: string | undefined;

  /** Which parts are shown: `full`, `compact`, `charts` or `predict`. Anything else is `full`. */
  @property({ reflect: true }) view: TrainerViewName = 'full';

  /** `light` or `dark` colours whatever the page's are; `auto` follows the page's `color-scheme`. */
  @property({ reflect: true }) theme: Theme = 'auto';

  /** Address of `worker.js`, with all other files beside it. By default `assets` has their addresses. As a property, it may be a `TrustedScriptURL`. */
  @property({ attribute: 'worker-url' }) workerUrl: ScriptAddress | undefined;

  /** `on` stores every run in this browser and offers to continue one that has not ended. `off` does neither. */
  @property({ reflect: true }) autosave: 'on' | 'off' = 'on';

  /** `on` opens the package's trained network when the element comes into view. By default `on` in the views `full` and `predict`. */
  @property({ reflect: true }) preview: 'on' | 'off' | undefined;

  /** Reads settings from the page's address, and offers links to them. With several elements on a page, each needs its own name here. */
  @property() share: string | null | undefined = null;

  readonly #parts = new TrainerParts(this);

  /** The settings of this element, by their names in `RunConfig`. */
  get settings(): RunConfigInput {
    return settingsOf(this);
  }

  /** Where this element's files are. */
  get files(): PackageFiles {
    return this.workerUrl ? packageFiles(this.workerUrl) : this.#class.assets;
  }

  /** The embedder's way to make this element's worker, if there is one. */
  get createWorker(): CreateWorker | undefined {
    return this.#class.createWorker;
  }

  get #class(): typeof FmnistTrainer {
    return this.constructor as typeof FmnistTrainer;
  }

  /** The state that the worker last reported. */
  get state(): SessionState {
    return this.#parts.session.run.state;
  }

  /** The finished epochs of the run on the screen. */
  get history(): readonly EpochReport[] {
    return this.#parts.session.run.run?.history.epochs ?? [];
  }

  /** The epoch that the screen has gone back to; null for the current weights. */
  get viewedEpoch(): number | null {
    return this.#parts.inspection.viewed;
  }

  /** Shows the network as it was after an epoch. With null, shows the current network. Training continues. */
  set viewedEpoch(epoch: number | null) {
    this.#parts.inspection.view(epoch);
  }

  /**
   * Trains with the element's settings. Resolves when the run has ended.
   * @param options `{ fromModel: true }` begins with the weights of the current model; see `TrainerClient.train`
   */
  train(options: TrainOptions = {}): Promise<RunSummary> {
    const { link, session } = this.#parts;
    return link.after(() => session.call((client) => client.train(unchecked(this.settings), options)));
  }

  /** Trains one batch, to the end of the epoch, or until only its last batch is left, then pauses. Starts a run if there is none. */
  step(unit: StepUnit): Promise<void> {
    const { link, session } = this.#parts;
    return link.after(() => session.call((client) => client.step(unit, unchecked(this.settings))));
  }

  /**
   * Opens a trained network from an address or from files, which predicts at once; see `TrainerClient.importModel`. Its hidden units and
   * its activation become the element's settings.
   * @throws TrainerError `model-*`; the current network stays
   */
  async importModel(source: string | URL | Iterable<File>): Promise<ModelInfo> {
    const model = await this.#parts.session.call((client) => client.importModel(source));
    this.#parts.applySettings({ hiddenUnits: model.hiddenUnits.join(), activation: model.activation });
    return model;
  }

  /** The runs that this browser has stored, the latest first. Starts no worker. */
  storedRuns(): Promise<readonly ListedRun[]> {
    return storedRuns();
  }

  /**
   * Deletes a run that this browser has stored.
   * @param id as in `storedRuns()`
   * @throws TrainerError `run-open-elsewhere`, `storage-unavailable` or `call-refused`
   */
  deleteRun(id: string): Promise<void> {
    return this.#parts.storage.deleteRun(id);
  }

  /**
   * The chart of a metric as a self-contained file, dark on white; see `FmnistMetricsChart.exportChart`. Works in every view.
   * @throws TrainerError `call-refused` before the end of the first epoch; `page-file` if the code for it cannot be loaded
   */
  exportChart(format: ChartFormat, metric: MetricName = 'loss'): Promise<ExportedFile> {
    const { run, pastRuns } = this.#parts.session.run;
    return exportChart(chartSource(metric, run, pastRuns), format);
  }

  /**
   * The page's address with the element's settings in its query.
   * @throws TrainerError `call-refused` without `share`, `config-invalid`, `page-file`
   */
  shareLink(): Promise<string> {
    return this.#parts.link.link();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#parts.follow(changed);
  }

  override render(): TemplateResult {
    const { session, inspection, storage, requests, link } = this.#parts;
    const screen = renderScreen({
      view: viewOf(this.view),
      run: session.run,
      busy: session.actions.busy,
      isPreview: session.isPreview,
      inspection,
      storage,
      storesRuns: this.autosave !== 'off',
      settings: this.settings,
      plannedEpochs: plannedEpochs(this),
      attention: requests.attention,
      link: this.share == null ? null : link,
    });
    return html`<div class="frame" @fmnist-request=${(event: RequestEvent) => requests.answer(event.detail)}>
      ${screen}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-trainer': FmnistTrainer;
  }
}
