import { html, LitElement, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import { property } from 'lit/decorators.js';
import uPlotCss from 'uplot/dist/uPlot.min.css';
import type { EpochReport } from '../../worker/protocol';
import { formatCount, UNKNOWN } from '../format-numbers';
import { type ChartColumns, EMPTY_HISTORY, type MetricHistory } from '../metric-history';
import { CHART } from '../wording/trainer';
import { CHART_COLOURS, type ChartColour } from './chart-colours';
import { CHART_METRICS, type MetricName } from './chart-metrics';
import type { ChartPicture, ChartPlot } from './chart-plot';
import { epochRange } from './chart-range';
import { chartStyles } from './metrics-chart.styles';
import { request } from './requests';
import { viewBase } from './tokens.styles';

/** Batch losses arrive ten times a second; redrawing the faint line so often would only warm the device. */
const BATCHES_REDRAW_MS = 300;

/**
 * Training beside validation, epoch by epoch. Pointer and arrow keys ask to inspect an epoch; its figures stand
 * in the legend. Draws once an animation frame at most, and the batch losses about three times a second.
 *
 * @tag fmnist-metrics-chart
 */
export class FmnistMetricsChart extends LitElement {
  static override styles = [viewBase, unsafeCSS(uPlotCss), chartStyles];

  @property({ attribute: false }) metric: MetricName = 'loss';
  @property({ attribute: false }) history: MetricHistory = EMPTY_HISTORY;
  /** Epochs the run plans, the end of the x axis. */
  @property({ attribute: false }) epochsPlanned = 20;
  /** The epoch whose figures are shown; null shows the latest. */
  @property({ attribute: false }) inspected: number | null = null;

  #plot: ChartPlot | null = null;
  #columns: ChartColumns | null = null;
  #frame = 0;
  #batchesTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #resizes = new ResizeObserver(() => this.#requestDraw());
  readonly #schemes = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
    matchMedia(query),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
    for (const scheme of this.#schemes) scheme.addEventListener('change', this.#requestDraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    for (const scheme of this.#schemes) scheme.removeEventListener('change', this.#requestDraw);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    clearTimeout(this.#batchesTimer);
    this.#batchesTimer = undefined;
    this.#plot?.destroy();
    this.#plot = null;
  }

  /** New batch losses change no word of the legend: they are drawn, and only where they are shown. */
  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const before = changed.get('history');
    const onlyBatches = changed.size === 1 && before?.epochs === this.history.epochs;
    if (onlyBatches && CHART_METRICS[this.metric].hasBatches) this.#drawBatchesSoon();
    return !onlyBatches;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('history') || changed.has('metric')) this.#columns = null;
  }

  override render(): TemplateResult {
    const { title, unit, hasBatches, train, validation, format } = CHART_METRICS[this.metric];
    const shown = this.#shownEpoch();
    return html`<figure>
      <figcaption>
        <div class="title">
          <h3>${title}</h3>
          <span class="unit">${unit}</span>
          ${hasBatches ? renderKey('batch', CHART.batches) : nothing}
        </div>
        <div class="legend">
          <span class="epoch">${CHART.atEpoch(shown ? formatCount(shown.epoch) : UNKNOWN)}</span>
          ${renderKey('train', CHART.training, shown ? format(train(shown)) : UNKNOWN)}
          ${renderKey('validation', CHART.validation, shown ? format(validation(shown)) : UNKNOWN)}
        </div>
      </figcaption>
      ${this.#renderPlot(shown)}
      <div class="x-axis" aria-hidden="true">${CHART.xAxis}</div>
      ${CHART_COLOURS.map((colour) => html`<span class="probe ${colour}"></span>`)}
    </figure>`;
  }

  override updated(): void {
    this.#requestDraw();
  }

  #renderPlot(shown: EpochReport | undefined): TemplateResult {
    const { label, train, validation, format } = CHART_METRICS[this.metric];
    const valueText = shown
      ? CHART.valueText(formatCount(shown.epoch), format(train(shown)), format(validation(shown)))
      : CHART.noEpochs;
    return html`<div
      class="plot"
      role="slider"
      tabindex="0"
      aria-label=${label}
      aria-valuemin=${shown ? 1 : 0}
      aria-valuemax=${this.history.epochs.length}
      aria-valuenow=${shown?.epoch ?? 0}
      aria-valuetext=${valueText}
      @pointermove=${this.#followPointer}
      @pointerdown=${this.#followPointer}
      @pointerleave=${() => this.#inspect(null)}
      @keydown=${this.#followKey}
      @blur=${() => this.#inspect(null)}
    ></div>`;
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
    if (this.#plot) this.#plot.draw(this.#picture());
    else void this.#createPlot();
  };

  /** uPlot is evaluated only now, after the first paint, although it comes in the same file. */
  async #createPlot(): Promise<void> {
    const { ChartPlot } = await import('./chart-plot');
    const target = this.renderRoot.querySelector<HTMLElement>('.plot');
    if (this.#plot || !this.isConnected || !target?.clientWidth) return;
    this.#plot = new ChartPlot(target, this.#picture(), CHART_METRICS[this.metric]);
  }

  #picture(): ChartPicture {
    const { columns, range, train, validation } = CHART_METRICS[this.metric];
    this.#columns ??= columns(this.history);
    const shown = this.#shownEpoch();
    return {
      columns: this.#columns,
      x: epochRange(this.#columns.x.at(-1) ?? 0, this.epochsPlanned),
      y: range(this.#columns),
      marked: shown ? { epoch: shown.epoch, train: train(shown), validation: validation(shown) } : null,
      crosshair: this.inspected !== null,
      colours: this.#readColours(),
    };
  }

  /** A computed `color` is the only form in which the browser tells what `light-dark()` came to. */
  #readColours(): Record<ChartColour, string> {
    const probes = this.renderRoot.querySelectorAll('.probe');
    const read = CHART_COLOURS.map((name, i) => [name, getComputedStyle(probes[i] ?? this).color]);
    return Object.fromEntries(read) as Record<ChartColour, string>;
  }

  #followPointer(event: PointerEvent): void {
    if (this.#plot) this.#inspect(Math.round(this.#plot.epochAt(event.clientX)));
  }

  #followKey(event: KeyboardEvent): void {
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
}

function renderKey(name: string, label: string, value?: string): TemplateResult {
  return html`<span class="key ${name}"
    ><span class="swatch"></span><span class="name">${label}</span>${
      value === undefined ? nothing : html` <span class="value">${value}</span>`
    }</span
  >`;
}
