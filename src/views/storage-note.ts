import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { StorageProblem, StoredRun } from '../../worker/protocol';
import { formatAccuracy, formatCount, formatTime } from '../format-numbers';
import { STORED_RUNS } from '../wording/stored-runs';
import { ERROR } from '../wording/trainer';
import { buttons } from './button.styles';
import { LocalizedElement } from './localized-element';
import { request } from './requests';
import { viewBase } from './tokens.styles';

/**
 * One quiet line about storage: what keeps the run from being stored, or that a stored one can be gone on with. Takes no
 * space while there is nothing to say; the region is always there, so that assistive technology notices when it fills.
 *
 * @tag fmnist-storage-note
 */
export class FmnistStorageNote extends LocalizedElement {
  static override styles = [
    viewBase,
    buttons,
    css`
      :host(:not([filled])) {
        position: absolute;
      }

      div > div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        padding: 0.25rem 0.75rem;
        border-inline-start: 3px solid var(--fmnist-edge);
        font: 400 0.875rem/1.5 var(--fmnist-font);
      }

      p {
        flex: 0 1 auto;
        max-width: 70ch;
        margin-inline-end: 0.5rem;
      }
    `,
  ];

  /** A run that can be gone on with. */
  @property({ attribute: false }) offer: StoredRun | null = null;
  /** What is wrong. It is said first. */
  @property({ attribute: false }) problem: StorageProblem | null = null;

  override updated(): void {
    this.toggleAttribute('filled', this.problem !== null || this.offer !== null);
  }

  override render(): TemplateResult {
    return html`<div role="status">${this.#renderNote()}</div>`;
  }

  #renderNote(): TemplateResult | typeof nothing {
    const { offer, problem } = this;
    if (problem) {
      return html`<div>
        <p>${STORED_RUNS[problem]}</p>
        ${this.#renderDismiss(ERROR.dismiss)}
      </div>`;
    }
    if (!offer) return nothing;
    const { id, epochs } = offer;
    return html`<div>
      <p>${offerInWords(offer)}</p>
      <button type="button" @click=${() => request(this, { type: 'continue-run', id })}>
        ${STORED_RUNS.continueAt(formatCount(epochs + 1))}
      </button>
      ${this.#renderDismiss(STORED_RUNS.dismiss)}
    </div>`;
  }

  #renderDismiss(words: string): TemplateResult {
    return html`<button type="button" class="quiet" @click=${() => request(this, { type: 'dismiss-note' })}
      >${words}</button
    >`;
  }
}

function offerInWords({ savedAt, epochs, config, valAccuracy }: StoredRun): string {
  const date = formatTime(savedAt);
  if (valAccuracy === null) return STORED_RUNS.offerFirst(date);
  return STORED_RUNS.offer(date, formatCount(epochs), formatCount(config.epochs), formatAccuracy(valAccuracy));
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-storage-note': FmnistStorageNote;
  }
}
