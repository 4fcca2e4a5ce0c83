import { html, nothing, type PropertyValues, type ReactiveElement, type TemplateResult } from 'lit';
import type { FirstLayer } from '../../../worker/protocol';
import { className } from '../../language/class-names';
import { formatCount, formatLoss } from '../../language/format-numbers';
import { LatestOnly } from '../../state/latest-only';
import type { LoadExcitingGarments, LoadGarments } from '../../state/sources';
import { GARMENT_EDGE, GARMENT_PIXELS, paintGarment } from '../../ui/garment-canvas';
import { probes, titledSection } from '../../ui/tokens.styles';
import { WITHOUT_DATA } from '../../ui/without-data.wording';
import { LoadedView, viewState } from '../lazy/loaded-view';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { firstLayerStyles } from './first-layer.styles';
import { FIRST_LAYER } from './first-layer.wording';
import {
  divergingScale,
  paintWeights,
  placeInSheet,
  SHEET_COLUMNS,
  SHEET_WIDTH,
  scaleLimit,
  sheetHeight,
} from './weight-pictures';

/** Maximum number of units shown, and the number of placeholders before the weights arrive. */
const MOST_UNITS = 64;
/** Garments shown beside the chosen unit. */
const GARMENTS = 12;
/** During training the garments are requested at most twice a second. */
const ASK_EVERY_MS = 500;

/** Colours: the stops of the colour scale from lowest to highest, the ink of the garments, and the placeholders. */
const COLOURS = ['negative', 'surface', 'positive', 'ink', 'to-come'] as const;

/** Garments that activate a unit. */
interface Excited {
  readonly indices: readonly number[];
  /** Bytes, shape (indices, 784). */
  readonly pixels: Uint8Array;
}

/** The element that the view draws, with the properties of `FmnistFirstLayer`. */
interface FirstLayerHost extends ReactiveElement {
  readonly layer: FirstLayer | null;
  readonly withoutData: boolean;
  readonly exciting: LoadExcitingGarments | null;
  readonly loadGarments: LoadGarments | null;
  readonly labels: Uint8Array | null;
  readonly classNames: readonly string[];
}

/** The sheet of units and the chosen one. This part of `FmnistFirstLayer` loads when it is first shown. */
export class FirstLayerView extends LoadedView<FirstLayerHost> {
  override readonly styles = [titledSection, probes, firstLayerStyles];

  @viewState() private chosen: number | null = null;
  /** The unit that receives focus from Tab. */
  @viewState() private stop = 0;
  @viewState() private excited: Excited | null = null;

  /** The weight at the end of the colour scale. */
  #limit = 0;
  #frame = 0;
  #asked = 0;
  #answered = 0;
  readonly #asks = new LatestOnly(() => this.#ask(), ASK_EVERY_MS);

  get #sheet(): HTMLCanvasElement {
    return this.find('.sheet canvas');
  }

  get #units(): HTMLElement[] {
    return [...this.host.renderRoot.querySelectorAll<HTMLElement>('[role=option]')];
  }

  override connected(): void {
    if (this.isDrawn) this.#requestDraw();
  }

  override disconnected(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  override willUpdate(changed: PropertyValues<FirstLayerHost>): void {
    if (!changed.has('layer')) return;
    this.#limit = this.host.layer ? scaleLimit(this.host.layer.kernels) : 0;
    const shown = this.#shown();
    if (this.chosen !== null && (!this.host.layer || this.chosen >= shown)) this.chosen = this.excited = null;
    this.stop = Math.min(this.stop, Math.max(shown - 1, 0));
  }

  override updated(changed: PropertyValues<FirstLayerHost>): void {
    this.#requestDraw();
    if (changed.has('layer') && this.chosen !== null) this.#asks.request();
  }

  override render(): TemplateResult {
    const { layer } = this.host;
    const shown = this.#shown();
    return html`<section aria-labelledby="title" @transitionend=${this.#requestDraw}>
      <div class="head">
        <h3 id="title">${VIEW_TITLES.firstLayer}</h3>
        <p>${layer ? this.#renderCount(layer.units, shown) : FIRST_LAYER.waiting}</p>
      </div>
      <p class="help">${FIRST_LAYER.help}</p>
      <div class="parts">
        <div class="units">
          <div class="sheet" part="units">
            <canvas width=${SHEET_WIDTH} height=${sheetHeight(layer ? shown : MOST_UNITS)} aria-hidden="true"></canvas>
            ${layer ? this.#renderList(shown) : nothing}
          </div>
          ${this.#renderScale()}
        </div>
        ${this.#renderChosen()}
      </div>
      ${COLOURS.map((colour) => html`<span class="probe ${colour}"></span>`)}
    </section>`;
  }

  #renderCount(units: number, shown: number): string {
    return units > shown
      ? FIRST_LAYER.first(formatCount(shown), formatCount(units))
      : FIRST_LAYER.all(formatCount(units));
  }

  /** A transparent layer over the sheet that takes pointer and focus and is read by screen readers. */
  #renderList(shown: number): TemplateResult {
    return html`<div
      role="listbox"
      aria-label=${FIRST_LAYER.units}
      @click=${this.#press}
      @keydown=${this.#followKey}
    >
      ${Array.from(
        { length: shown },
        (_, unit) => html`<div
          role="option"
          tabindex=${unit === this.stop ? 0 : -1}
          aria-selected=${unit === this.chosen}
          aria-label=${FIRST_LAYER.unit(formatCount(unit + 1), formatCount(shown))}
          aria-describedby=${unit === this.chosen ? 'tally' : nothing}
        ></div>`,
      )}
    </div>`;
  }

  #renderScale(): TemplateResult {
    const end = this.host.layer ? formatLoss(this.#limit) : '';
    return html`<p class="scale">
      <span>${end && `−${end}`}</span><span>${end && '0'}</span><span>${end && `+${end}`}</span>
    </p>`;
  }

  #renderChosen(): TemplateResult {
    const { chosen, excited } = this;
    const count = excited?.indices.length ?? GARMENTS;
    return html`<div class="chosen ${chosen === null ? 'none' : ''}">
      <p role="status">
        ${this.host.withoutData ? WITHOUT_DATA.yet : chosen === null ? FIRST_LAYER.choose : FIRST_LAYER.excitedBy(formatCount(chosen + 1), formatCount(count))}
      </p>
      <canvas class="large" part="unit" width=${GARMENT_EDGE} height=${GARMENT_EDGE} aria-hidden="true"></canvas>
      <div class="garments" aria-hidden="true">
        ${Array.from({ length: GARMENTS }, () => html`<canvas width=${GARMENT_EDGE} height=${GARMENT_EDGE}></canvas>`)}
      </div>
      <p id="tally">${this.#tally()}</p>
    </div>`;
  }

  /** How many of the garments belong to each class, largest count first. */
  #tally(): string {
    const counts = new Map<number, number>();
    for (const index of this.excited?.indices ?? []) {
      const label = this.host.labels?.[index];
      if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    return [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([label, count]) =>
        FIRST_LAYER.tally(className(this.host.classNames[label] ?? String(label)), formatCount(count)),
      )
      .join(' · ');
  }

  #shown(): number {
    return (this.host.layer?.kernels.length ?? 0) / GARMENT_PIXELS;
  }

  readonly #requestDraw = (): void => {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#draw);
  };

  readonly #draw = (): void => {
    this.#frame = 0;
    const colours = this.#readColours();
    const toCome = [...colours.slice(16)];
    const stops = this.host.layer ? colours : [...toCome, ...toCome, ...toCome];
    const sheet = this.#sheet;
    const context = sheet.getContext('2d') as CanvasRenderingContext2D;
    const image = new ImageData(sheet.width, sheet.height);
    const kernels = this.host.layer?.kernels ?? new Float32Array(MOST_UNITS * GARMENT_PIXELS);
    paintWeights(new Uint32Array(image.data.buffer), kernels, this.#limit, divergingScale(stops));
    context.putImageData(image, 0, 0);
    this.#drawChosen(`rgb(${colours.slice(12, 15).join()})`);
  };

  #drawChosen(ink: string): void {
    const large = this.find<HTMLCanvasElement>('.large').getContext('2d') as CanvasRenderingContext2D;
    large.clearRect(0, 0, GARMENT_EDGE, GARMENT_EDGE);
    const { x, y } = placeInSheet(this.chosen ?? 0);
    if (this.chosen !== null) large.drawImage(this.#sheet, -x, -y);
    this.host.renderRoot.querySelectorAll<HTMLCanvasElement>('.garments canvas').forEach((canvas, i) => {
      const pixels = this.excited?.pixels.subarray(i * GARMENT_PIXELS, (i + 1) * GARMENT_PIXELS);
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      if (pixels?.length) paintGarment(context, pixels, ink);
      else context.clearRect(0, 0, GARMENT_EDGE, GARMENT_EDGE);
    });
  }

  /**
   * The colours as RGBA bytes, shape (5, 4). Reading a computed `color` is the only way to learn which side of
   * `light-dark()` the browser chose; a canvas parses every colour format.
   */
  #readColours(): Uint8ClampedArray {
    const context = new OffscreenCanvas(COLOURS.length, 1).getContext('2d', {
      willReadFrequently: true,
    }) as OffscreenCanvasRenderingContext2D;
    this.host.renderRoot.querySelectorAll('.probe').forEach((probe, i) => {
      context.fillStyle = getComputedStyle(probe).color;
      context.fillRect(i, 0, 1, 1);
    });
    return context.getImageData(0, 0, COLOURS.length, 1).data;
  }

  #press(event: Event): void {
    const unit = this.#units.indexOf(event.target as HTMLElement);
    if (unit < 0) return;
    this.stop = unit;
    if (unit === this.chosen) return;
    this.chosen = unit;
    this.excited = null;
    void this.#ask();
  }

  #followKey(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey) return;
    const last = this.#shown() - 1;
    const to = {
      ArrowLeft: this.stop - 1,
      ArrowRight: this.stop + 1,
      ArrowUp: this.stop - SHEET_COLUMNS,
      ArrowDown: this.stop + SHEET_COLUMNS,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === 'Enter' || event.key === ' ') this.#press(event);
    else if (to === undefined) return;
    event.preventDefault();
    if (to === undefined || to < 0 || to > last) return;
    this.stop = to;
    this.#units[to]?.focus();
  }

  /** Ignores an answer for another unit, or one older than what is shown. */
  async #ask(): Promise<void> {
    const { exciting, loadGarments } = this.host;
    const unit = this.chosen;
    if (unit === null || !exciting || !loadGarments) return;
    const asked = ++this.#asked;
    try {
      const indices = await exciting(unit, GARMENTS);
      const pixels = await loadGarments(indices);
      if (unit !== this.chosen || asked < this.#answered) return;
      this.#answered = asked;
      this.excited = { indices, pixels };
    } catch {
      // The network was dropped or training failed. The trainer reports that itself, and new weights cause another request.
    }
  }
}
