import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ListedRun } from '../../client/list-stored-runs';
import { formatCount, formatMegabytes } from '../../language/format-numbers';
import { request } from '../../state/requests';
import { buttons } from '../../ui/button.styles';
import { LocalizedElement } from '../../ui/localized-element';
import { disclosure, viewBase } from '../../ui/tokens.styles';
import { runFigures, STORED_RUNS, settingsInWords } from './stored-runs.wording';

/**
 * A collapsed list of the runs stored in this browser: date, settings, progress, accuracy and size. Requests
 * `continue-run`, or `delete-run` on the second click. Takes no space while there are none.
 *
 * @tag fmnist-stored-runs
 *
 * @fires {RequestEvent} fmnist-request - A run is to be continued or deleted: `continue-run`, `delete-run`
 */
export class FmnistStoredRuns extends LocalizedElement {
  static override styles = [
    viewBase,
    disclosure,
    buttons,
    css`
      details {
        font-size: 0.875u;
        font-variant-numeric: tabular-nums;
      }

      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 0.5u;
        padding-block: 0.25u;
        border-top: 1px solid var(--fmnist-line);
      }

      p {
        flex: 1 1 16u;
        overflow-wrap: anywhere;
      }

      .settings {
        display: block;
        color: var(--fmnist-muted);
        font-size: 0.8125u;
      }
    `,
  ];

  /** Latest first. */
  @property({ attribute: false }) runs: readonly ListedRun[] = [];
  /** Whether a run could start now. */
  @property({ attribute: false }) canContinue = false;

  /** A collapsed list is not rendered, because a training run changes it with every epoch. */
  @state() private isUnfolded = false;
  /** The run whose deletion was requested once and awaits confirmation. */
  @state() private leaving: string | null = null;

  override render(): TemplateResult | typeof nothing {
    if (this.runs.length === 0) return nothing;
    return html`<details @toggle=${this.#unfold}>
      <summary>${STORED_RUNS.title(formatCount(this.runs.length))}</summary>
      <ul>
        ${this.isUnfolded ? this.runs.map((run) => html`<li>${this.#renderRun(run)}</li>`) : nothing}
      </ul>
    </details>`;
  }

  /** The run's text describes its buttons. */
  #renderRun(run: ListedRun): TemplateResult {
    const { id, config, ended, isOpen, isDamaged } = run;
    const isLeaving = id === this.leaving;
    const goOn = () => request(this, { type: 'continue-run', id });
    return html`<p id=${id}>
        ${
          isDamaged
            ? STORED_RUNS.damaged
            : html`${STORED_RUNS.about(...runFigures(run), formatMegabytes(run.byteLength))}
                <span class="settings">${settingsInWords(config)}</span>`
        }
      </p>
      ${
        isOpen || isDamaged || !this.canContinue
          ? nothing
          : html`<button type="button" class="quiet" aria-describedby=${id} @click=${goOn}>
              ${ended ? STORED_RUNS.show : STORED_RUNS.continue}
            </button>`
      }
      ${
        isOpen
          ? STORED_RUNS.isOpen
          : html`<button
              type="button"
              class=${isLeaving ? '' : 'quiet'}
              aria-describedby=${id}
              @click=${() => this.#delete(id)}
              @blur=${this.#keep}
            >
              ${isLeaving ? STORED_RUNS.confirm : STORED_RUNS.delete}
            </button>`
      }`;
  }

  /** After a deletion, focus stays in the list. */
  #delete(id: string): void {
    if (id !== this.leaving) {
      this.leaving = id;
      return;
    }
    this.renderRoot.querySelector('summary')?.focus();
    request(this, { type: 'delete-run', id });
  }

  readonly #unfold = (event: Event): void => {
    this.isUnfolded = (event.target as HTMLDetailsElement).open;
  };

  readonly #keep = (): void => {
    this.leaving = null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-stored-runs': FmnistStoredRuns;
  }
}
