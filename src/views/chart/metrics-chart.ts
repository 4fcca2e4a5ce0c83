import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { EpochReport, ExportedFile, LearningRateChange, RunConfig } from '../../../worker/protocol';
import { formatCount, UNKNOWN } from '../../language/format-numbers';
import type { ChartFormat } from '../../state/download-names';
import {
  type ChartColumns,
  EMPTY_HISTORY,
  type MetricHistory,
  type MetricName,
} from '../../state/metric-history';
import { request } from '../../state/requests';
import type { RunRecord } from '../../state/run-state';
import { HELP } from '../../ui/help-tip.wording';
import { isInPage } from '../../ui/in-page';
import { LocalizedElement } from '../../ui/localized-element';
import { probes, viewBase } from '../../ui/tokens.styles';
import { TIME_TRAVEL } from '../epochs/epoch-slider.wording';
import { PAST_RUNS, settingWords } from '../run-words/past-runs.wording';
import { CHART_COLOURS } from './chart-colours';
import { exportChart } from './chart-export';
import { renderKey, renderNote } from './chart-legend';
import { CHART_METRICS } from './chart-metrics';
import { ChartPlot } from './chart-plot';
import type { Palette } from './drawing/canvas-painter';
import type { PastLine } from './drawing/chart-marks';
import { type ChartSource, chartPicture, columnsOf, pastLinesOf } from './drawing/chart-picture';
import type { ChartPicture } from './drawing/chart-shapes';
import { chartStyles } from './metrics-chart.styles';
import { CHART } from './metrics-chart.wording';

/** Batch losses arrive ten times a second. Redrawing the faint line that often would waste energy. */
const BATCHES_REDRAW_MS = 300;

/**
 * Training and validation by epoch. Pointer and arrow keys ask to inspect an epoch, whose values appear in the legend.
 * A click or Enter asks to show the network as it was after that epoch. Earlier runs are drawn as thin lines; the one
 * under the pointer is named. Draws at most once per animation frame, and batch losses about three times a second.
 *
 * @tag fmnist-metrics-chart
 * @fires {RequestEvent} fmnist-request - An epoch or a run was pointed at or chosen: `inspect`, `view-epoch`, `highlight-run`
 */
export class FmnistMetricsChart extends LocalizedElement implements ChartSource {
  static override styles = [viewBase, probes, chartStyles];

  /** What is drawn: `loss` or `accuracy`. */
  @property({ attribute: false }) metric: MetricName = 'loss';
  /** The run's epochs and batch losses. */
  @property({ attribute: false }) history: MetricHistory = EMPTY_HISTORY;
  /** Epochs the run plans, the end of the x axis. */
  @property({ attribute: false }) epochsPlanned = 20;
  /** The epoch whose values are shown; null shows the latest. */
  @property({ attribute: false }) inspected: number | null = null;

  /** Epochs whose network can be shown, oldest first. */
  @property({ attribute: false }) keptEpochs: readonly number[] = [];
  /** Changes of the step size during the run, marked on the x axis of the loss. */
  @property({ attribute: false }) learningRates: readonly LearningRateChange[] = [];
  /** Settings of the run, with which those of earlier runs are compared. */
  @property({ attribute: false }) config: RunConfig | null = null;
  /** Earlier runs, drawn as thin lines. */
  @property({ attribute: false }) pastRuns: readonly RunRecord[] = [];
  /** The earlier run that is pointed at, by its `runId`. */
  @property({ attribute: false }) highlighted: number | null = null;

  #plot: ChartPlot | null = null;
  #past: readonly PastLine[] | null = null;
  #columns: ChartColumns | null = null;
  #frame = 0;
  #batchesTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #resizes = new ResizeObserver(() => this.#requestDraw());

  /**
   * The chart as a self-contained file: title, legend, axes and the values of the last epoch, dark on white. Works
   * whether or not the chart is visible.
   * @param format `png`, with two pixels for each CSS pixel, or `svg`
   * @throws TrainerError `call-refused` before the first epoch is finished or for an unknown format, `page-file`
   */
  exportChart(format: ChartFormat): Promise<ExportedFile> {
    return exportChart(this, format);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (isInPage(this)) this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    clearTimeout(this.#batchesTimer);
    this.#batchesTimer = undefined;
    this.#plot?.destroy();
    this.#plot = null;
  }

  /** New batch losses do not change the legend. They are only drawn, and only in the chart that shows them. */
  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const before = changed.get('history');
    const onlyBatches = changed.size === 1 && before?.epochs === this.history.epochs;
    if (onlyBatches && CHART_METRICS[this.metric].hasBatches) this.#drawBatchesSoon();
    return !onlyBatches;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('history') || changed.has('metric')) this.#columns = null;
    if (changed.has('pastRuns') || changed.has('metric')) this.#past = null;
  }

  override render(): TemplateResult {
    const { title, unit, help, hasBatches, train, validation, format } = CHART_METRICS[this.metric];
    const shown = this.#shownEpoch();
    return html`<figure aria-labelledby="title" @transitionend=${this.#requestDraw}>
      <figcaption>
        <div class="title">
          <h3 id="title">${title}</h3>
          <span class="unit">${unit} <fmnist-help-tip .about=${title} .text=${help}></fmnist-help-tip></span>
          <span class="keys">
            ${hasBatches ? renderKey('batch', CHART.batches) : nothing}
            ${this.pastRuns.length > 0 ? renderKey('past', PAST_RUNS.title) : nothing}
          </span>
        </div>
        <div class="legend">
          <span class="epoch">${CHART.atEpoch(shown ? formatCount(shown.epoch) : UNKNOWN)}</span>
          ${renderKey('train', CHART.training, shown ? format(train(shown)) : UNKNOWN)}
          ${renderKey('validation', CHART.validation, shown ? format(validation(shown)) : UNKNOWN)}
          <fmnist-help-tip .about=${CHART.validation} .text=${HELP.validation}></fmnist-help-tip>
        </div>
      </figcaption>
      <div class="frame">${this.#renderPlot(shown)}${this.#renderNote()}</div>
      <div class="x-axis" aria-hidden="true">${CHART.xAxis}</div>
      ${CHART_COLOURS.map((colour) => html`<span class="probe ${colour}"></span>`)}
    </figure>`;
  }

  override updated(): void {
    this.#requestDraw();
  }

  #renderPlot(shown: EpochReport | undefined): TemplateResult {
    const { label, train, validation, format } = CHART_METRICS[this.metric];
    const name = this.keptEpochs.length > 0 ? `${label} ${TIME_TRAVEL.chartHint}` : label;
    const valueText = shown
      ? [
          CHART.valueText(formatCount(shown.epoch), format(train(shown)), format(validation(shown))),
          ...this.learningRates
            .filter(({ atEpoch }) => Math.max(1, Math.ceil(atEpoch)) === shown.epoch)
            .map(({ learningRate }) => PAST_RUNS.rateChanged(settingWords('learningRate', learningRate))),
        ].join(' ')
      : CHART.noEpochs;
    return html`<div
      class="plot"
      role="slider"
      tabindex="0"
      aria-label=${name}
      aria-valuemin=${shown ? 1 : 0}
      aria-valuemax=${this.history.epochs.length}
      aria-valuenow=${shown?.epoch ?? 0}
      aria-valuetext=${valueText}
      @pointermove=${this.#followPointer}
      @pointerdown=${this.#followPointer}
      @click=${this.#viewEpoch}
      @pointerleave=${this.#leave}
      @keydown=${this.#followKey}
      @blur=${this.#leave}
    ></div>`;
  }

  #renderNote(): TemplateResult | typeof nothing {
    const run = this.pastRuns.find(({ runId }) => runId === this.highlighted);
    return run ? renderNote(run, this.config, this.metric, this.inspected) : nothing;
  }

  #shownEpoch(): EpochReport | undefined {
    const { epochs } = this.history;
    return this.inspected === null ? epochs.at(-1) : epochs[this.inspected - 1];
  }

  readonly #requestDraw = (): void => {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#draw);
  };

  #drawBatchesSoon(): void {
    this.#columns = null;
    this.#batchesTimer ??= setTimeout(() => {
      this.#batchesTimer = undefined;
      this.#requestDraw();
    }, BATCHES_REDRAW_MS);
  }

  readonly #draw = (): void => {
    this.#frame = 0;
    if (this.#plot) this.#plot.draw(this.#picture(), this.#readColours());
    else this.#createPlot();
  };

  #createPlot(): void {
    const target = this.renderRoot.querySelector<HTMLElement>('.plot');
    if (!target?.clientWidth) return;
    this.#plot = new ChartPlot(target, CHART_METRICS[this.metric], this.#picture(), this.#readColours());
  }

  #picture(): ChartPicture {
    this.#columns ??= columnsOf(this);
    this.#past ??= pastLinesOf(this);
    const { highlighted } = this;
    const picture = chartPicture(this, this.#shownEpoch(), this.#columns, this.#past);
    return { ...picture, highlighted, crosshair: this.inspected !== null };
  }

  /** Reading a computed `color` is the only way to learn which side of `light-dark()` the browser chose. */
  #readColours(): Palette {
    const probes = this.renderRoot.querySelectorAll('.probe');
    const read = CHART_COLOURS.map((name, i) => [name, getComputedStyle(probes[i] ?? this).color]);
    return Object.fromEntries(read) as Palette;
  }

  #followPointer(event: PointerEvent): void {
    if (!this.#plot) return;
    this.#inspect(Math.round(this.#plot.epochAt(event.clientX)));
    this.#highlight(this.#plot.pastRunNear(event.clientX, event.clientY));
  }

  readonly #leave = (): void => {
    this.#inspect(null);
    this.#highlight(null);
  };

  /** Asks for the network of the kept epoch nearest to the one that is read. */
  readonly #viewEpoch = (): void => {
    const read = this.#shownEpoch()?.epoch;
    if (read === undefined || this.keptEpochs.length === 0) return;
    const distance = (epoch: number) => Math.abs(epoch - read);
    const epoch = this.keptEpochs.reduce((best, kept) => (distance(kept) < distance(best) ? kept : best));
    request(this, { type: 'view-epoch', epoch });
  };

  #followKey(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey) return;
    if (event.key === 'Enter') this.#viewEpoch();
    const last = this.history.epochs.length;
    const from = this.inspected ?? last;
    const to = {
      ArrowLeft: from - 1,
      ArrowDown: from - 1,
      ArrowRight: from + 1,
      ArrowUp: from + 1,
      Home: 1,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#inspect(to);
  }

  #inspect(epoch: number | null): void {
    const last = this.history.epochs.length;
    const nearest = epoch === null || last === 0 ? null : Math.min(Math.max(epoch, 1), last);
    if (nearest !== this.inspected) request(this, { type: 'inspect', epoch: nearest });
  }

  #highlight(runId: number | null): void {
    if (runId !== this.highlighted) request(this, { type: 'highlight-run', runId });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-metrics-chart': FmnistMetricsChart;
  }
}
