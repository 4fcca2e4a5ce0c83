import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Examination } from '../../../worker/protocol';
import { countMistakes, filterGarments, type GarmentFilter } from '../../state/garment-filter';
import { request } from '../../state/requests';
import type { LoadGarments, Predict } from '../../state/sources';
import { buttons } from '../../ui/button.styles';
import { LocalizedElement } from '../../ui/localized-element';
import { selects } from '../../ui/select.styles';
import { viewBase } from '../../ui/tokens.styles';
import { WITHOUT_DATA } from '../../ui/without-data.wording';
import { renderGalleryFilters } from './gallery-filters';
import { GarmentSprite } from './garment-sprite';
import { drawTiles } from './garment-tiles';
import { sampleGalleryStyles } from './sample-gallery.styles';
import { GALLERY, garmentSentence } from './sample-gallery.wording';
import { type TileGrid, tileAfterKey, tileAt, tileGrid, tilesWithin } from './tile-grid';

/** Least time between two examinations that are shown: fast training has four epochs a second. */
const REFRESH_MS = 330;

/**
 * Validation images with what the network takes each for and how sure it is, in a window that scrolls over all of them.
 * Arrow keys go from garment to garment, Enter or a click opens one large. Draws one canvas of the window's size,
 * once an animation frame at most; only garments in view are loaded.
 *
 * @tag fmnist-sample-gallery
 * @fires {RequestEvent} fmnist-request - Other garments are to be shown: `filter-garments`
 * @csspart filters - The buttons that choose which garments are shown
 * @csspart garments - The window with the garments
 * @cssprop [--fmnist-gallery-height=30rem] - Height of that window
 */
export class FmnistSampleGallery extends LocalizedElement {
  static override styles = [viewBase, buttons, selects, sampleGalleryStyles];

  /** What the network makes of the images; null before there is anything. */
  @property({ attribute: false }) examination: Examination | null = null;
  /** The ten classes, in the order of their labels. */
  @property({ attribute: false }) classNames: readonly string[] = [];
  /** Which garments are shown. */
  @property({ attribute: false }) filter: GarmentFilter = { kind: 'all' };
  /** Whether there is a network, but not the data set that is shown here. */
  @property({ attribute: false }) withoutData = false;
  /** Loads the pixels of garments as they come into view. */
  @property({ attribute: false }) loadGarments: LoadGarments | null = null;
  /** Ten probabilities for the garment opened large, under the weights that are looked at. */
  @property({ attribute: false }) predict: Predict | null = null;

  /** Index of the garment that the keyboard is at. */
  @state() private active = -1;
  /** Whether that garment is shown large. */
  @state() private isOpen = false;
  @state() private grid: TileGrid = tileGrid(320, 12);

  @query('.scroller') private readonly scroller!: HTMLElement;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  /** The examination on the screen, and its garments in the filter's order. */
  #shown: Examination | null = null;
  #order: readonly number[] = [];
  #mistakes = 0;
  /** Position of the active garment, and after it has gone the place where it was. */
  #position = 0;
  #sprite: GarmentSprite | null = null;
  #shownAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  readonly #resizes = new ResizeObserver(() => this.#measure());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Examinations that come faster than they can be looked at wait; the last one is shown when its time has come. */
  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const wait = this.#shownAt + REFRESH_MS - performance.now();
    const onlyExamination = changed.size === 1 && changed.has('examination');
    if (!onlyExamination || !this.examination || wait <= 0) return true;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.requestUpdate();
    }, wait);
    return false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const { examination, filter } = this;
    const isNew = examination !== this.#shown;
    if (changed.has('loadGarments') || (isNew && !sameLabels(examination, this.#shown))) this.#changeGarments();
    if (isNew) {
      this.#shown = examination;
      this.#shownAt = performance.now();
      this.#mistakes = examination ? countMistakes(examination) : 0;
    }
    if (isNew || changed.has('filter')) {
      this.#order = examination ? filterGarments(examination, filter) : [];
      if (changed.has('filter')) this.active = -1;
      this.#findActive();
    }
  }

  /** Other garments: the sprite of the old ones goes, and what is still being loaded for it with it. */
  #changeGarments(): void {
    this.#sprite = this.loadGarments && new GarmentSprite(this.loadGarments, this.#requestDraw);
    this.active = -1;
    this.isOpen = false;
  }

  /** The keyboard stays at its garment; if that is no longer among those shown, at its place. */
  #findActive(): void {
    const found = this.#order.indexOf(this.active);
    if (found >= 0) {
      const moved = Math.floor(found / this.grid.columns) - Math.floor(this.#position / this.grid.columns);
      // Its tile stays where it is on the screen when others come before it.
      const hasFocus = this.hasUpdated && this.scroller.matches(':focus');
      if (moved !== 0 && hasFocus) this.#scrollBy = moved * this.grid.height;
      this.#position = found;
    } else {
      if (this.active < 0) this.#position = 0;
      this.#position = Math.max(0, Math.min(this.#position, this.#order.length - 1));
      if (!this.isOpen) this.active = this.#order[this.#position] ?? -1;
    }
  }

  /** Way that the window has to scroll after the next update, in pixels. */
  #scrollBy = 0;

  override render(): TemplateResult {
    return html`<section aria-labelledby="title">
      <h3 id="title">${GALLERY.title}</h3>
      <p class="about">${this.#shown ? GALLERY.about : this.withoutData ? WITHOUT_DATA.yet : GALLERY.nothingYet}</p>
      ${renderGalleryFilters({
        filter: this.filter,
        classNames: this.classNames,
        counts: this.#shown && {
          all: this.#shown.labels.length,
          mistakes: this.#mistakes,
          shown: this.#order.length,
        },
        choose: this.#choose,
      })}
      ${this.#renderGarments()}
      <fmnist-garment-detail
        .garment=${this.isOpen ? this.active : null}
        .position=${this.#position}
        .count=${this.#order.length}
        .examination=${this.#shown}
        .classNames=${this.classNames}
        .loadGarments=${this.loadGarments}
        .predict=${this.predict}
        @fmnist-garment-step=${(event: CustomEvent<number>) => this.#go(this.#position + event.detail)}
        @fmnist-garment-close=${this.#close}
      ></fmnist-garment-detail>
    </section>`;
  }

  #renderGarments(): TemplateResult {
    const count = this.#order.length;
    const hasTiles = count > 0;
    return html`<div class="window"><div
      class="scroller ${hasTiles ? '' : 'still'}"
      part="garments"
      role=${hasTiles ? 'listbox' : nothing}
      tabindex=${hasTiles ? '0' : nothing}
      aria-labelledby=${hasTiles ? 'title' : nothing}
      aria-activedescendant=${hasTiles ? `garment-${this.#order[this.#position]}` : nothing}
      @scroll=${this.#requestDraw}
      @focus=${this.#showActive}
      @keydown=${this.#followKey}
      @click=${this.#openAt}
    >
      <div class="content">
        <canvas aria-hidden="true" @transitionend=${this.#requestDraw}></canvas>
        ${hasTiles ? this.#renderActive(this.#order[this.#position] as number, count) : this.#renderNone()}
      </div>
    </div></div>`;
  }

  /** The one garment that is an element. Made anew for another garment, so that a screen reader says it. */
  #renderActive(garment: number, count: number): unknown {
    return keyed(
      garment,
      html`<div
        class="active"
        id="garment-${garment}"
        role="option"
        aria-selected="true"
        aria-posinset=${this.#position + 1}
        aria-setsize=${count}
      >
        <span class="hidden">${this.#shown ? garmentSentence(this.#shown, garment, this.classNames) : nothing}</span>
      </div>`,
    );
  }

  #renderNone(): TemplateResult | typeof nothing {
    if (!this.#shown) return nothing;
    return html`<p class="none">${this.filter.kind === 'mistakes' ? GALLERY.noneWrong : GALLERY.noneMatch}</p>`;
  }

  override firstUpdated(): void {
    this.#measure();
  }

  override updated(changed: PropertyValues<this>): void {
    const { columns, width, height } = this.grid;
    const rows = Math.ceil(this.#order.length / columns);
    this.renderRoot.querySelector<HTMLElement>('.content')?.style.setProperty('height', `${rows * height}px`);
    const tile = this.renderRoot.querySelector<HTMLElement>('.active');
    if (tile) {
      const [left, top] = [this.#position % columns, Math.floor(this.#position / columns)];
      tile.style.setProperty('left', `${left * width}px`);
      tile.style.setProperty('top', `${top * height}px`);
      tile.style.setProperty('width', `${width}px`);
      tile.style.setProperty('height', `${height}px`);
    }
    if (changed.has('filter')) this.scroller.scrollTop = 0;
    else if (this.#scrollBy !== 0) this.scroller.scrollTop += this.#scrollBy;
    this.#scrollBy = 0;
    this.#requestDraw();
  }

  /** Where the text is larger, or the window narrower, there are fewer columns. */
  #measure(): void {
    if (!this.hasUpdated || !this.canvas.clientWidth) return;
    const grid = tileGrid(this.canvas.clientWidth, Number.parseFloat(getComputedStyle(this.canvas).fontSize));
    if (grid.width !== this.grid.width || grid.height !== this.grid.height) {
      // What was in the first row stays in sight.
      const row = Math.floor(this.scroller.scrollTop / this.grid.height);
      this.#scrollBy =
        Math.floor((row * this.grid.columns) / grid.columns) * grid.height - this.scroller.scrollTop;
      this.grid = grid;
    } else this.#requestDraw();
  }

  readonly #requestDraw = (): void => {
    if (this.#frame === 0 && this.isConnected) this.#frame = requestAnimationFrame(this.#draw);
  };

  readonly #draw = (): void => {
    this.#frame = 0;
    const { grid, classNames, scroller, canvas } = this;
    if (!canvas.clientWidth) return;
    const { scrollTop, clientHeight } = scroller;
    drawTiles(canvas, {
      grid,
      scrollTop,
      order: this.#shown && this.#order,
      examination: this.#shown,
      classNames,
      sprite: this.#sprite,
    });
    // Half a window before, and one after, so that scrolling meets garments that are there.
    const [from, to] = tilesWithin(grid, scrollTop - clientHeight / 2, clientHeight * 2.5, this.#order.length);
    this.#sprite?.want(this.#order.slice(from, to));
  };

  readonly #choose = (filter: GarmentFilter): void => request(this, { type: 'filter-garments', filter });

  #followKey(event: KeyboardEvent): void {
    if (this.#order.length === 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const { clientHeight } = this.scroller;
    const to = tileAfterKey(event.key, this.#position, this.grid, clientHeight, this.#order.length);
    if (to !== null) this.#go(to);
    else if (event.key === 'Enter' || event.key === ' ') this.#open();
    else return;
    event.preventDefault();
  }

  /** Come to by keyboard, the gallery shows where that is, however far it has been scrolled. */
  readonly #showActive = (): void => {
    if (this.scroller.matches(':focus-visible')) this.#go(this.#position);
  };

  /** Goes to a position, or as near as there is one, and brings it into view. */
  #go(position: number): void {
    this.#position = Math.max(0, Math.min(position, this.#order.length - 1));
    this.active = this.#order[this.#position] ?? -1;
    const { columns, height } = this.grid;
    const { scrollTop, clientHeight } = this.scroller;
    const top = Math.floor(this.#position / columns) * height;
    this.scroller.scrollTop = Math.min(top, Math.max(scrollTop, top + height - clientHeight));
  }

  #open(): void {
    this.active = this.#order[this.#position] ?? -1;
    this.isOpen = this.active >= 0;
  }

  readonly #close = (): void => {
    this.isOpen = false;
    this.#findActive();
  };

  #openAt({ clientX, clientY }: MouseEvent): void {
    const { left, top } = this.canvas.getBoundingClientRect();
    const y = clientY - top + this.scroller.scrollTop;
    const position = tileAt(this.grid, clientX - left, y, this.#order.length);
    if (position < 0) return;
    this.#position = position;
    this.#open();
  }
}

/** Examinations of the same images come with copies of the same labels. */
function sameLabels(a: Examination | null, b: Examination | null): boolean {
  if (!a || !b || a.labels === b.labels) return a?.labels === b?.labels;
  return a.labels.length === b.labels.length && a.labels.every((label, index) => label === b.labels[index]);
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-sample-gallery': FmnistSampleGallery;
  }
}
