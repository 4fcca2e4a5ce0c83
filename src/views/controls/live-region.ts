import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { activeLanguage } from '../../language/localisation';
import { INITIAL_RUN_STATE, type RunState } from '../../state/run-state';
import { LocalizedElement } from '../../ui/localized-element';
import { viewBase } from '../../ui/tokens.styles';
import { announce } from './announcements';

/** Minimum time between two announcements. Meanwhile only the latest one waits. */
const QUIET_MS = 2500;

/**
 * Announces epochs and state changes to assistive technology. Shows nothing.
 *
 * @tag fmnist-live-region
 */
export class FmnistLiveRegion extends LocalizedElement {
  static override styles = [
    viewBase,
    css`
      :host {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }

      p {
        white-space: nowrap;
      }
    `,
  ];

  /** The run to announce. */
  @property({ attribute: false }) run: RunState = INITIAL_RUN_STATE;

  @state() private said = '';

  /** The language of the last announcement. A change of language repeats nothing. */
  #saidIn = activeLanguage();
  #waiting: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('run');
    const sentence = before && announce(before, this.run);
    if (!sentence) return;
    this.#waiting = sentence;
    if (this.#timer === undefined) this.#say();
  }

  override render(): TemplateResult {
    return html`<p aria-live="polite" lang=${this.#saidIn}>${this.said}</p>`;
  }

  readonly #say = (): void => {
    this.#timer = undefined;
    if (this.#waiting === null) return;
    this.said = this.#waiting;
    this.#saidIn = activeLanguage();
    this.#waiting = null;
    this.#timer = setTimeout(this.#say, QUIET_MS);
  };
}
