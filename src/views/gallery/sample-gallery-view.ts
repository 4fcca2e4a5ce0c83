import { html, nothing, type PropertyValues, type ReactiveElement, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Examination } from '../../../worker/protocol';
import { countMistakes, filterGarments, type GarmentFilter, haveSameLabels } from '../../state/garment-filter';
import { request } from '../../state/requests';
import type { LoadGarments, Predict } from '../../state/sources';
import { selects } from '../../ui/select.styles';
import { WITHOUT_DATA } from '../../ui/without-data.wording';
import { LoadedView, viewState } from '../lazy/loaded-view';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { renderGalleryFilters } from './gallery-filters';
import { GarmentSprite } from './garment-sprite';
import { drawTiles } from './garment-tiles';
import { sampleGalleryStyles } from './sample-gallery.styles';
import { GALLERY, garmentSentence } from './sample-gallery.wording';
import { placeOfTile, type TileGrid, tileAfterKey, tileAt, tileGrid, tilesWithin } from './tile-grid';

/** Minimum time between two displayed examinations. Fast training finishes four epochs a second. */
const REFRESH_MS = 330;

/** The element that the view draws, with the properties of `FmnistSampleGallery`. */
interface SampleGalleryHost extends ReactiveElement {
  readonly examination: Examination | null;
  readonly classNames: readonly string[];
  readonly filter: GarmentFilter;
  readonly withoutData: boolean;
  readonly loadGarments: LoadGarments | null;
  readonly predict: Predict | null;
}

/** The filters and the window with the garments. This part of `FmnistSampleGallery` loads when it is first shown. */
export class SampleGalleryView extends LoadedView<SampleGalleryHost> {
  override readonly styles = [selects, sampleGalleryStyles];

  /** Index of the garment with keyboard focus. */
  @viewState() private active = -1;
  /** Whether that garment is enlarged. */
  @viewState() private isOpen = false;
  @viewState() private grid: TileGrid = tileGrid(320, 12, 1);

  /** The examination shown, and its garments in the filter's order. */
  #shown: Examination | null = null;
  #order: readonly number[] = [];
  #mistakes = 0;
  /** Position of the active garment, or where it was if it is no longer shown. */
  #position = 0;
  #sprite: GarmentSprite | null = null;
  #shownAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  readonly #resizes = new ResizeObserver(() => this.#measure());

  override connected(): void {
    this.#resizes.observe(this.host);
    this.requestUpdate();
  }

  override disconnected(): void {
    this.#resizes.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Examinations that arrive too quickly wait. Only the latest is shown when the minimum time has passed. */
  override shouldUpdate(changed: PropertyValues<SampleGalleryHost>): boolean {
    const wait = this.#shownAt + REFRESH_MS - performance.now();
    const onlyExamination = changed.size === 1 && changed.has('examination');
    if (!onlyExamination || !this.host.examination || wait <= 0) return true;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.requestUpdate();
    }, wait);
    return false;
  }

  override willUpdate(changed: PropertyValues<SampleGalleryHost>): void {
    const { examination, filter } = this.host;
    const isNew = examination !== this.#shown;
    if (changed.has('loadGarments') || (isNew && !haveSameLabels(examination, this.#shown)))
      this.#changeGarments();
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

  /** For other garments, drops the old sprite together with its pending loads. */
  #changeGarments(): void {
    this.#sprite = this.host.loadGarments && new GarmentSprite(this.host.loadGarments, this.#requestDraw);
    this.active = -1;
    this.isOpen = false;
  }

  /** Keyboard focus stays on its garment, or on its position if the garment is no longer shown. */
  #findActive(): void {
    const found = this.#order.indexOf(this.active);
    if (found >= 0) {
      const moved = Math.floor(found / this.grid.columns) - Math.floor(this.#position / this.grid.columns);
      // Its tile keeps its place on the screen when others are inserted before it.
      const hasFocus = this.isDrawn && this.#scroller.matches(':focus');
      if (moved !== 0 && hasFocus) this.#scrollBy = moved * this.grid.height;
      this.#position = found;
    } else {
      if (this.active < 0) this.#position = 0;
      this.#position = Math.max(0, Math.min(this.#position, this.#order.length - 1));
      if (!this.isOpen) this.active = this.#order[this.#position] ?? -1;
    }
  }

  get #scroller(): HTMLElement {
    return this.find('.scroller');
  }

  get #canvas(): HTMLCanvasElement {
    return this.find('canvas');
  }

  /** Distance to scroll after the next update, in pixels. */
  #scrollBy = 0;

  override render(): TemplateResult {
    return html`<section aria-labelledby="title">
      <h3 id="title">${VIEW_TITLES.gallery}</h3>
      <p class="about">${this.#shown ? GALLERY.about : this.host.withoutData ? WITHOUT_DATA.yet : GALLERY.nothingYet}</p>
      ${renderGalleryFilters({
        filter: this.host.filter,
        classNames: this.host.classNames,
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
        .classNames=${this.host.classNames}
        .loadGarments=${this.host.loadGarments}
        .predict=${this.host.predict}
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
        ${hasTiles ? this.#renderActive(this.#order[this.#position] as number, count) : this.#shown ? html`<p class="none">${this.host.filter.kind === 'mistakes' ? GALLERY.noneWrong : GALLERY.noneMatch}</p>` : nothing}
      </div>
    </div></div>`;
  }

  /** The only garment that is an element. It is recreated for another garment, so that screen readers announce it. */
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
        <span class="hidden">${this.#shown ? garmentSentence(this.#shown, garment, this.host.classNames) : nothing}</span>
      </div>`,
    );
  }

  override firstUpdated(): void {
    this.#measure();
  }

  override updated(changed: PropertyValues<SampleGalleryHost>): void {
    const rows = Math.ceil(this.#order.length / this.grid.columns);
    this.find('.content').style.setProperty('height', `${rows * this.grid.height}px`);
    const active = this.host.renderRoot.querySelector<HTMLElement>('.active');
    for (const [name, length] of Object.entries(placeOfTile(this.grid, this.#position))) {
      active?.style.setProperty(name, `${length}px`);
    }
    if (changed.has('filter')) this.#scroller.scrollTop = 0;
    else if (this.#scrollBy !== 0) this.#scroller.scrollTop += this.#scrollBy;
    this.#scrollBy = 0;
    const isOther = changed.has('active' as never) || changed.has('isOpen' as never);
    if (this.isOpen && isOther) request(this.host, { type: 'show-garment', garment: this.active });
    this.#requestDraw();
  }

  /** Larger text or a narrower window gives fewer columns. */
  #measure(): void {
    if (!this.isDrawn || !this.#canvas.clientWidth) return;
    const { fontSize } = getComputedStyle(this.#canvas);
    const grid = tileGrid(this.#canvas.clientWidth, Number.parseFloat(fontSize), devicePixelRatio);
    if (grid.width !== this.grid.width || grid.height !== this.grid.height) {
      // The first visible row stays visible.
      const row = Math.floor(this.#scroller.scrollTop / this.grid.height);
      this.#scrollBy =
        Math.floor((row * this.grid.columns) / grid.columns) * grid.height - this.#scroller.scrollTop;
      this.grid = grid;
    } else this.#requestDraw();
  }

  readonly #requestDraw = (): void => {
    if (this.#frame === 0 && this.host.isConnected) this.#frame = requestAnimationFrame(this.#draw);
  };

  readonly #draw = (): void => {
    this.#frame = 0;
    const { grid } = this;
    const canvas = this.#canvas;
    if (!canvas.clientWidth) return;
    const { scrollTop, clientHeight } = this.#scroller;
    drawTiles(canvas, {
      grid,
      scrollTop,
      order: this.#shown && this.#order,
      examination: this.#shown,
      classNames: this.host.classNames,
      sprite: this.#sprite,
    });
    // Half a window before and a whole one after, so that scrolling reaches garments that are already loaded.
    const [from, to] = tilesWithin(grid, scrollTop - clientHeight / 2, clientHeight * 2.5, this.#order.length);
    this.#sprite?.want(this.#order.slice(from, to));
  };

  readonly #choose = (filter: GarmentFilter): void => request(this.host, { type: 'filter-garments', filter });

  #followKey(event: KeyboardEvent): void {
    if (this.#order.length === 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const { clientHeight } = this.#scroller;
    const to = tileAfterKey(event.key, this.#position, this.grid, clientHeight, this.#order.length);
    if (to !== null) this.#go(to);
    else if (event.key === 'Enter' || event.key === ' ') this.#open();
    else return;
    event.preventDefault();
  }

  /** When keyboard focus enters, scrolls to the active garment. */
  readonly #showActive = (): void => {
    if (this.#scroller.matches(':focus-visible')) this.#go(this.#position);
  };

  /** Goes to a position, clamped to the valid range, and scrolls it into view. */
  #go(position: number): void {
    this.#position = Math.max(0, Math.min(position, this.#order.length - 1));
    this.active = this.#order[this.#position] ?? -1;
    const { scrollTop, clientHeight } = this.#scroller;
    const { top, height } = placeOfTile(this.grid, this.#position);
    this.#scroller.scrollTop = Math.min(top, Math.max(scrollTop, top + height - clientHeight));
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
    const { left, top } = this.#canvas.getBoundingClientRect();
    const y = clientY - top + this.#scroller.scrollTop;
    const position = tileAt(this.grid, clientX - left, y, this.#order.length);
    if (position < 0) return;
    this.#position = position;
    this.#open();
  }
}
