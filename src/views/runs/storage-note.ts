import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { StorageProblem, StoredRun } from '../../../worker/protocol';
import { formatCount } from '../../language/format-numbers';
import { request } from '../../state/requests';
import { buttons } from '../../ui/button.styles';
import { LocalizedElement } from '../../ui/localized-element';
import { viewBase } from '../../ui/tokens.styles';
import { ERROR } from '../errors/error-panel.wording';
import { runFigures } from '../run-words/run-figures';
import { STORED_RUNS } from './stored-runs.wording';

/**
 * One line about storage: why the run is not stored, or that a stored run can be continued. Takes no space while
 * empty. The region is always present, so that assistive technology notices when its content changes.
 *
 * @tag fmnist-storage-note
 *
 * @fires {RequestEvent} fmnist-request - A run is to be continued, or the note dismissed: `continue-run`, `dismiss-note`
 */
export class FmnistStorageNote extends LocalizedElement {
  static override styles = [
    viewBase,
    buttons,
    css`
      :host(:not([filled])) {
        position: absolute;
      }

      .note {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5u;
        padding: 0.25u 0.75u;
        border-inline-start: 3px solid var(--fmnist-edge);
        font-size: 0.875u;
      }
    `,
  ];

  /** A stored run that can be continued. */
  @property({ attribute: false }) offer: StoredRun | null = null;
  /** A storage problem. It takes precedence over the offer. */
  @property({ attribute: false }) problem: StorageProblem | null = null;

  override updated(): void {
    this.toggleAttribute('filled', this.#words !== null);
  }

  override render(): TemplateResult {
    const { offer, problem } = this;
    const words = this.#words;
    const goOn = () => offer && request(this, { type: 'continue-run', id: offer.id });
    return html`<div role="status">${
      words === null
        ? nothing
        : html`<div class="note">
            <p>${words}</p>
            ${
              problem || !offer
                ? nothing
                : html`<button type="button" @click=${goOn}>
                    ${STORED_RUNS.continueAt(formatCount(offer.epochs + 1))}
                  </button>`
            }
            <button type="button" class="quiet" @click=${this.#dismiss}>
              ${problem ? ERROR.dismiss : STORED_RUNS.dismiss}
            </button>
          </div>`
    }</div>`;
  }

  get #words(): string | null {
    if (this.problem) return STORED_RUNS[this.problem];
    return this.offer && STORED_RUNS.offer(...runFigures(this.offer));
  }

  readonly #dismiss = () => request(this, { type: 'dismiss-note' });
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-storage-note': FmnistStorageNote;
  }
}
