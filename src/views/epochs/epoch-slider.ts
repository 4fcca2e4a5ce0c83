import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { formatCount } from '../../language/format-numbers';
import { request } from '../../state/requests';
import { buttons } from '../../ui/button.styles';
import { LocalizedElement } from '../../ui/localized-element';
import { viewBase } from '../../ui/tokens.styles';
import { epochSliderStyles } from './epoch-slider.styles';
import { TIME_TRAVEL } from './epoch-slider.wording';

/** How long playback shows each epoch. */
const PLAY_MS = 500;

/**
 * Goes back to any epoch whose weights are kept. The slider's last position is “now”, which follows the run. Play
 * steps through the epochs up to “now”, and starts at the first one if the slider is at “now”.
 *
 * @tag fmnist-epoch-slider
 * @fires {RequestEvent} fmnist-request - Another epoch was chosen: `view-epoch`
 */
export class FmnistEpochSlider extends LocalizedElement {
  static override styles = [viewBase, buttons, epochSliderStyles];

  /** Epochs whose network can be shown, oldest first. */
  @property({ attribute: false }) keptEpochs: readonly number[] = [];
  /** The epoch shown; null means “now”. */
  @property({ attribute: false }) at: number | null = null;
  /** Finished epochs. */
  @property({ attribute: false }) latest = 0;
  /** Whether a run is active, so that “now” keeps changing. */
  @property({ attribute: false }) isTraining = false;

  @state() private isPlaying = false;

  #timer: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pause();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const cameBack = this.at === null && typeof changed.get('at') === 'number';
    if (cameBack || this.keptEpochs.length === 0) this.#pause();
  }

  override render(): TemplateResult {
    const now = this.keptEpochs.length;
    const isEmpty = now === 0;
    const position = this.#position();
    return html`<div class="frame">
      <button
        type="button"
        class="play ${this.isPlaying ? 'playing' : ''}"
        aria-label=${this.isPlaying ? TIME_TRAVEL.pause : TIME_TRAVEL.play}
        aria-disabled=${isEmpty ? 'true' : 'false'}
        @click=${() => (this.isPlaying ? this.#pause() : this.#play())}
      ></button>
      <input
        type="range"
        min="0"
        max=${isEmpty ? 1 : now}
        step="1"
        .value=${live(String(isEmpty ? 1 : position))}
        aria-label=${TIME_TRAVEL.slider}
        aria-valuetext=${this.#valueText(position)}
        ?disabled=${isEmpty}
        @input=${this.#moved}
      />
      <p>${this.#sentence()}</p>
      <button type="button" class="back" ?hidden=${this.at === null} @click=${this.#goBack}>${TIME_TRAVEL.back}</button>
    </div>`;
  }

  /** Slider position: an index into the kept epochs, or one past the end for “now”. An epoch no longer kept maps to the next kept one. */
  #position(): number {
    const { at, keptEpochs } = this;
    const place = at === null ? -1 : keptEpochs.findIndex((epoch) => epoch >= at);
    return place === -1 ? keptEpochs.length : place;
  }

  #valueText(position: number): string {
    const epoch = this.keptEpochs[position];
    return epoch === undefined
      ? TIME_TRAVEL.now
      : TIME_TRAVEL.position(formatCount(epoch), formatCount(this.latest));
  }

  #sentence(): string {
    if (this.keptEpochs.length === 0) return TIME_TRAVEL.nothingKept;
    if (this.at === null) return TIME_TRAVEL.showsNow;
    const epoch = formatCount(this.at);
    return this.isTraining ? TIME_TRAVEL.showsWhileTraining(epoch) : TIME_TRAVEL.shows(epoch);
  }

  #moved(event: Event): void {
    this.#pause();
    this.#ask((event.target as HTMLInputElement).valueAsNumber);
  }

  /** The button disappears, so focus moves to a neighbour. */
  #goBack(): void {
    this.renderRoot.querySelector('input')?.focus();
    this.#ask(this.keptEpochs.length);
  }

  #play(): void {
    if (this.keptEpochs.length === 0) return;
    this.isPlaying = true;
    this.#timer = setInterval(() => this.#ask(this.#next()), PLAY_MS);
    this.#ask(this.#next() < this.keptEpochs.length ? this.#next() : 0);
  }

  /** The pause starts when an epoch is shown, so playback waits for networks that take longer to display. */
  #next(): number {
    return this.at === null ? 0 : this.#position() + 1;
  }

  #pause(): void {
    clearInterval(this.#timer);
    this.isPlaying = false;
  }

  #ask(position: number): void {
    request(this, { type: 'view-epoch', epoch: this.keptEpochs[position] ?? null });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-epoch-slider': FmnistEpochSlider;
  }
}
