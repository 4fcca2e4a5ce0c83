import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Examination } from '../../../worker/protocol';
import { className } from '../../language/class-names';
import { formatAccuracyTick, formatCount } from '../../language/format-numbers';
import { LatestOnly } from '../../state/latest-only';
import type { LoadGarments, Predict } from '../../state/sources';
import { buttons } from '../../ui/button.styles';
import { GARMENT_EDGE, paintGarment } from '../../ui/garment-canvas';
import { LocalizedElement } from '../../ui/localized-element';
import { viewBase } from '../../ui/tokens.styles';
import { garmentDetailStyles } from './garment-detail.styles';
import { GALLERY, garmentSentence } from './sample-gallery.wording';

/** Minimum time between two predictions for a garment while the network changes. */
const PAUSE_MS = 50;

/**
 * One validation image, enlarged in a dialog: its class, the predicted class, and the ten probabilities, which follow
 * the training. Its owner sets the garment and moves to the next one on request.
 *
 * @tag fmnist-garment-detail
 * @fires {CustomEvent<number>} fmnist-garment-step - Another garment was requested: 1 for the next, -1 for the previous
 * @fires {CustomEvent} fmnist-garment-close - The dialog was closed
 */
export class FmnistGarmentDetail extends LocalizedElement {
  static override styles = [viewBase, buttons, garmentDetailStyles];

  /** Index of the garment; null closes the dialog. */
  @property({ attribute: false }) garment: number | null = null;
  /** Its position among those shown, starting at 0. */
  @property({ attribute: false }) position = 0;
  /** Number of garments to step through. */
  @property({ attribute: false }) count = 0;
  /** The network's predictions for the validation images. */
  @property({ attribute: false }) examination: Examination | null = null;
  /** The ten classes, in the order of their labels. */
  @property({ attribute: false }) classNames: readonly string[] = [];
  /** Loads the garment's pixels. */
  @property({ attribute: false }) loadGarments: LoadGarments | null = null;
  /** Asks the network for the ten probabilities. */
  @property({ attribute: false }) predict: Predict | null = null;

  @state() private probabilities: readonly number[] | null = null;

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  #pixels: Uint8Array | null = null;
  /** Announced when the garment changes, not when the network does. */
  #said = '';
  readonly #looks = new LatestOnly(() => this.#look(), PAUSE_MS);

  override willUpdate(changed: PropertyValues<this>): void {
    const { garment, examination, classNames } = this;
    if (changed.has('garment')) {
      this.#pixels = null;
      this.probabilities = null;
      this.#said = garment !== null && examination ? garmentSentence(examination, garment, classNames) : '';
    }
  }

  override render(): TemplateResult {
    const label = this.garment === null ? null : (this.examination?.labels[this.garment] ?? null);
    return html`<dialog
      aria-labelledby="name"
      aria-describedby="guess"
      @close=${() => this.dispatchEvent(new CustomEvent('fmnist-garment-close'))}
      @click=${this.#clicked}
      @keydown=${this.#followKey}
    >
      <div class="sheet">
        <canvas width=${GARMENT_EDGE} height=${GARMENT_EDGE} aria-hidden="true" @transitionend=${this.#paint}></canvas>
        <div class="heading">
          <h3 id="name">${label === null ? nothing : className(this.classNames[label] ?? '')}</h3>
          <p class="position">${GALLERY.position(formatCount(this.position + 1), formatCount(this.count))}</p>
        </div>
        ${this.#renderGuess(label)}
        <fmnist-probability-bars
          .probabilities=${this.probabilities}
          .classNames=${this.classNames}
          .label=${label}
        ></fmnist-probability-bars>
        <div class="steps">
          <button type="button" aria-disabled=${this.position <= 0} @click=${() => this.#step(-1)}>
            ${GALLERY.previous}
          </button>
          <button type="button" autofocus aria-disabled=${this.position >= this.count - 1} @click=${() => this.#step(1)}>
            ${GALLERY.next}
          </button>
          <button type="button" class="close" @click=${() => this.dialog.close()}>${GALLERY.close}</button>
        </div>
        <p class="hidden" role="status">${this.#said}</p>
      </div>
    </dialog>`;
  }

  /** Uses the probabilities of the bars, or the examination until they arrive. */
  #renderGuess(label: number | null): TemplateResult {
    const { garment, examination, probabilities } = this;
    const sureness = probabilities ? Math.max(...probabilities) : examination?.confidence[garment ?? -1];
    const guess = probabilities?.indexOf(sureness as number) ?? examination?.predicted[garment ?? -1];
    if (guess === undefined || sureness === undefined) return html`<p class="guess" id="guess"></p>`;
    const percent = formatAccuracyTick(sureness);
    const isWrong = guess !== label;
    return html`<p id="guess" class="guess ${isWrong ? 'wrong' : ''}">${
      isWrong ? GALLERY.takenFor(className(this.classNames[guess] ?? ''), percent) : GALLERY.recognised(percent)
    }</p>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('garment')) {
      if (this.garment === null) this.dialog.close();
      else if (!this.dialog.open) this.dialog.showModal();
    }
    const isAffected = ['garment', 'examination', 'predict', 'loadGarments'].some((key) =>
      changed.has(key as never),
    );
    if (this.garment !== null && isAffected) this.#looks.request();
  }

  /** One request at a time, and the last one is always answered. An older answer never replaces a newer one. */
  async #look(): Promise<void> {
    const { garment, loadGarments, predict } = this;
    if (garment === null || !loadGarments) return;
    try {
      const pixels = this.#pixels ?? (await loadGarments([garment]));
      if (garment !== this.garment) return;
      this.#pixels = pixels;
      this.#paint();
      const [prediction] = (await predict?.(pixels)) ?? [];
      if (garment === this.garment) this.probabilities = prediction?.probabilities ?? null;
    } catch {
      // The network is gone. Its last probabilities stay until there is another one.
    }
  }

  readonly #paint = (): void => {
    const context = this.canvas.getContext('2d');
    if (context && this.#pixels) paintGarment(context, this.#pixels, getComputedStyle(this.canvas).color);
  };

  #step(by: number): void {
    const to = this.position + by;
    if (to < 0 || to >= this.count) return;
    this.dispatchEvent(new CustomEvent('fmnist-garment-step', { detail: by }));
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
    if (event.target === this.dialog) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-garment-detail': FmnistGarmentDetail;
  }
}
