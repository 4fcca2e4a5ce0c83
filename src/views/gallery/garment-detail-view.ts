import { html, nothing, type PropertyValues, type ReactiveElement, type TemplateResult } from 'lit';
import type { Examination } from '../../../worker/protocol';
import { className } from '../../language/class-names';
import { formatAccuracyTick, formatCount } from '../../language/format-numbers';
import { LatestOnly } from '../../state/latest-only';
import type { LoadGarments, Predict } from '../../state/sources';
import { GARMENT_EDGE, paintGarment } from '../../ui/garment-canvas';
import { LoadedView, viewState } from '../lazy/loaded-view';
import { garmentDetailStyles } from './garment-detail.styles';
import { GALLERY, garmentSentence } from './sample-gallery.wording';

/** Minimum time between two predictions for a garment while the network changes. */
const PAUSE_MS = 50;

/** The element that the view draws, with the properties of `FmnistGarmentDetail`. */
interface GarmentDetailHost extends ReactiveElement {
  readonly garment: number | null;
  readonly position: number;
  readonly count: number;
  readonly examination: Examination | null;
  readonly classNames: readonly string[];
  readonly loadGarments: LoadGarments | null;
  readonly predict: Predict | null;
}

/** The dialog. This part of `FmnistGarmentDetail` loads with the gallery, or when a garment is opened. */
export class GarmentDetailView extends LoadedView<GarmentDetailHost> {
  override readonly styles = [garmentDetailStyles];

  @viewState() private probabilities: readonly number[] | null = null;

  #pixels: Uint8Array | null = null;
  /** Announced when the garment changes, not when the network does. */
  #said = '';
  readonly #looks = new LatestOnly(() => this.#look(), PAUSE_MS);

  get #dialog(): HTMLDialogElement {
    return this.find('dialog');
  }

  override willUpdate(changed: PropertyValues<GarmentDetailHost>): void {
    const { garment, examination, classNames } = this.host;
    if (changed.has('garment')) {
      this.#pixels = null;
      this.probabilities = null;
      this.#said = garment !== null && examination ? garmentSentence(examination, garment, classNames) : '';
    }
  }

  override render(): TemplateResult {
    const label =
      this.host.garment === null ? null : (this.host.examination?.labels[this.host.garment] ?? null);
    return html`<dialog
      aria-labelledby="name"
      aria-describedby="guess"
      @close=${() => this.host.dispatchEvent(new CustomEvent('fmnist-garment-close'))}
      @click=${this.#clicked}
      @keydown=${this.#followKey}
    >
      <div class="sheet">
        <canvas width=${GARMENT_EDGE} height=${GARMENT_EDGE} aria-hidden="true" @transitionend=${this.#paint}></canvas>
        <div class="heading">
          <h3 id="name">${label === null ? nothing : className(this.host.classNames[label] ?? '')}</h3>
          <p class="position">${GALLERY.position(formatCount(this.host.position + 1), formatCount(this.host.count))}</p>
        </div>
        ${this.#renderGuess(label)}
        <fmnist-probability-bars
          .probabilities=${this.probabilities}
          .classNames=${this.host.classNames}
          .label=${label}
        ></fmnist-probability-bars>
        <div class="steps">
          <button type="button" aria-disabled=${this.host.position <= 0} @click=${() => this.#step(-1)}>
            ${GALLERY.previous}
          </button>
          <button type="button" class="next" aria-disabled=${this.host.position >= this.host.count - 1} @click=${() => this.#step(1)}>
            ${GALLERY.next}
          </button>
          <button type="button" class="close" @click=${() => this.#dialog.close()}>${GALLERY.close}</button>
        </div>
        <p class="hidden" role="status">${this.#said}</p>
      </div>
    </dialog>`;
  }

  /** Uses the probabilities of the bars, or the examination until they arrive. */
  #renderGuess(label: number | null): TemplateResult {
    const { garment, examination } = this.host;
    const { probabilities } = this;
    const sureness = probabilities ? Math.max(...probabilities) : examination?.confidence[garment ?? -1];
    const guess = probabilities?.indexOf(sureness as number) ?? examination?.predicted[garment ?? -1];
    if (guess === undefined || sureness === undefined) return html`<p class="guess" id="guess"></p>`;
    const percent = formatAccuracyTick(sureness);
    const isWrong = guess !== label;
    return html`<p id="guess" class="guess ${isWrong ? 'wrong' : ''}">${
      isWrong
        ? GALLERY.takenFor(className(this.host.classNames[guess] ?? ''), percent)
        : GALLERY.recognised(percent)
    }</p>`;
  }

  override updated(changed: PropertyValues<GarmentDetailHost>): void {
    if (changed.has('garment')) {
      if (this.host.garment === null) this.#dialog.close();
      else if (!this.#dialog.open) {
        this.#dialog.showModal();
        // `autofocus` is not used: Chromium warns about that attribute in every page with the trainer in a cross-origin frame.
        this.#dialog.querySelector<HTMLElement>('.next')?.focus();
      }
    }
    const isAffected = ['garment', 'examination', 'predict', 'loadGarments'].some((key) =>
      changed.has(key as never),
    );
    if (this.host.garment !== null && isAffected) this.#looks.request();
  }

  /** One request at a time, and the last one is always answered. An older answer never replaces a newer one. */
  async #look(): Promise<void> {
    const { garment, loadGarments, predict } = this.host;
    if (garment === null || !loadGarments) return;
    try {
      const pixels = this.#pixels ?? (await loadGarments([garment]));
      if (garment !== this.host.garment) return;
      this.#pixels = pixels;
      this.#paint();
      const [prediction] = (await predict?.(pixels)) ?? [];
      if (garment === this.host.garment) this.probabilities = prediction?.probabilities ?? null;
    } catch {
      // The network was dropped. Its last probabilities stay until there is another one.
    }
  }

  readonly #paint = (): void => {
    const canvas = this.find<HTMLCanvasElement>('canvas');
    const context = canvas.getContext('2d');
    if (context && this.#pixels) paintGarment(context, this.#pixels, getComputedStyle(canvas).color);
  };

  #step(by: number): void {
    const to = this.host.position + by;
    if (to < 0 || to >= this.host.count) return;
    this.host.dispatchEvent(new CustomEvent('fmnist-garment-step', { detail: by }));
  }

  #followKey(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey) return;
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    this.#step(by);
  }

  /** A press outside the dialog closes it. */
  #clicked(event: Event): void {
    if (event.target === this.#dialog) this.#dialog.close();
  }
}
