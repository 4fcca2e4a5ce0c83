import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  DEFAULT_CONFIG,
  DRAWN_GARMENTS,
  type EpochReport,
  type Evaluation,
  type Prediction,
  type RunSummary,
  type SessionState,
  type SplitName,
} from '../worker/protocol';
import { trainerStyles } from './fmnist-trainer.styles';
import { formatCount } from './format-numbers';
import { EMPTY_HISTORY } from './metric-history';
import { RunSession } from './run-session';
import { isActive, type RunState } from './run-state';
import { SettingsElement } from './settings-element';
import type { RequestEvent, ViewRequest } from './views/requests';
import type { FmnistSettingsForm } from './views/settings-form';
import { tokens, viewBase } from './views/tokens.styles';
import { DATA, DRAWN_NOTICE, DRAWN_TO_COME, INTRODUCTION, TITLE } from './wording/trainer';

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
 * @attr {string} sample-weighting - `example` or `batch`
 * @attr {string} stop-at - Ends the run early, such as `valAccuracy>=0.88`
 * @attr {number} patience - Epochs without improvement after which the run ends
 * @attr {string} monitor - The metric that `patience` watches
 * @attr {string} engine - What computes: `auto`, `fused` or `tfjs`
 * @attr {string} backend - `wasm` or `cpu`
 * @attr {number} threads - Threads of the engine `fused`, 1 to 16; 0 is one for each core, at most 8
 *
 * @fires {CustomEvent<ReadyDetail>} fmnist-ready - Data and engine are there
 * @fires {CustomEvent<ProgressDetail>} fmnist-progress - Loading or training got on; at most ten times a second
 * @fires {CustomEvent<EpochDetail>} fmnist-epoch - An epoch has been trained and validated
 * @fires {CustomEvent<StateDetail>} fmnist-state - The session entered another state
 * @fires {CustomEvent<ErrorDetail>} fmnist-error - Something failed
 *
 * @slot title - Replaces the title
 *
 * @csspart header - Title, data set and engine
 * @csspart engine - What computes; why it was taken stands in its title
 * @csspart controls - The buttons
 * @csspart progress - Status, progress bar and figures
 * @csspart error - The error panel
 * @csspart charts - Both charts
 * @csspart chart - One chart
 * @csspart table - The table of epochs
 * @csspart settings - The settings form
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

  @state() private inspected: number | null = null;

  readonly #session = new RunSession(this);

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

  /** Probabilities of images: bytes 0 to 255 or floats 0 to 1, 784 values each. */
  predict(images: Uint8Array | Float32Array): Promise<readonly Prediction[]> {
    return this.#session.call((client) => client.predict(images));
  }

  override firstUpdated(): void {
    this.#startByItself();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#startByItself();
  }

  override render(): TemplateResult {
    const { run, busy } = this.#session;
    const shown = run.run;
    const history = shown?.history ?? EMPTY_HISTORY;
    return html`<div class="frame" @fmnist-request=${(event: RequestEvent) => this.#answer(event.detail)}>
      <div class="layout">
        ${this.#renderHeader(run)}
        <div class="figure">
          <div class="figure-layout">
            <div>
              <fmnist-run-controls part="controls" .session=${run.state} .busy=${busy}></fmnist-run-controls>
              <fmnist-error-panel part="error" .error=${run.error}></fmnist-error-panel>
            </div>
            <fmnist-progress-line part="progress" .run=${run}></fmnist-progress-line>
            <div class="charts" part="charts">
              ${(['loss', 'accuracy'] as const).map(
                (metric) => html`<fmnist-metrics-chart
                  part="chart"
                  .metric=${metric}
                  .history=${history}
                  .epochsPlanned=${shown?.config.epochs ?? this.#epochsToCome()}
                  .inspected=${this.inspected}
                ></fmnist-metrics-chart>`,
              )}
            </div>
            <fmnist-epoch-table part="table" .epochs=${history.epochs}></fmnist-epoch-table>
          </div>
        </div>
        <div class="margin">
          <fmnist-settings-form
            part="settings"
            .settings=${this.settings}
            .locked=${isActive(run.state)}
            .error=${run.error}
          ></fmnist-settings-form>
        </div>
      </div>
      <fmnist-live-region .run=${run}></fmnist-live-region>
    </div>`;
  }

  #startByItself(): void {
    if (this.autostart && this.state === 'idle') this.#answer({ type: 'train' });
  }

  #renderHeader({ run, state }: RunState): TemplateResult {
    const isDrawn = run ? run.data.name === DRAWN_GARMENTS : this.dataSrc === DRAWN_GARMENTS;
    const about = run
      ? [
          DATA.name(run.data.name),
          DATA.trainingImages(formatCount(run.data.trainCount)),
          html`<span part="engine" title=${DATA.because(run.engine.why)}>${run.engine.label}</span>`,
          DATA.parameters(formatCount(run.parameterCount)),
        ]
      : [INTRODUCTION];
    return html`<header part="header">
      <slot name="title"><h2>${TITLE}</h2></slot>
      <p class="about">${about.map((text) => html`<span>${text}</span>`)}</p>
      ${isDrawn ? html`<p class="notice">${isActive(state) || run ? DRAWN_NOTICE : DRAWN_TO_COME}</p>` : nothing}
    </header>`;
  }

  /** Epochs of the run that would start now, as far as the setting is a number. */
  #epochsToCome(): number {
    const epochs = Number(this.epochs);
    return Number.isInteger(epochs) && epochs > 0 ? epochs : DEFAULT_CONFIG.epochs;
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
      case 'inspect':
        this.inspected = request.epoch;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-trainer': FmnistTrainer;
  }
}
