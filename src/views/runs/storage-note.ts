import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { StorageProblem, StoredRun } from '../../../worker/protocol';
import { formatCount } from '../../language/format-numbers';
import { request } from '../../state/requests';
import { buttons } from '../../ui/button.styles';
import { LocalizedElement } from '../../ui/localized-element';
import { viewBase } from '../../ui/tokens.styles';
import { ERROR } from '../controls/error-panel.wording';
import { runFigures, STORED_RUNS } from './stored-runs.wording';

/**
 * One quiet line about storage: what keeps the run from being stored, or that a stored one can be gone on with. Takes no
 * space while there is nothing to say; the region is always there, so that assistive technology notices when it fills.
 *
 * @tag fmnist-storage-note
 *
 * @fires {RequestEvent} fmnist-request - A run is to go on, or the note to go: `continue-run`, `dismiss-note`
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
        gap: 0.5rem;
        padding: 0.25rem 0.75rem;
        border-inline-start: 3px solid var(--fmnist-edge);
        font: 400 0.875rem/1.5 var(--fmnist-font);
      }
    `,
  ];

  /** A run that can be gone on with. */
  @property({ attribute: false }) offer: StoredRun | null = null;
  /** What is wrong. It is said first. */
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
