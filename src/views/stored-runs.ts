import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { formatAccuracy, formatCount, formatMegabytes, formatTime, UNKNOWN } from '../format-numbers';
import type { ListedRun } from '../stored-runs';
import { STORED_RUNS, settingsInWords } from '../wording/stored-runs';
import { LocalizedElement } from './localized-element';
import { pastRunsStyles } from './past-runs.styles';
import { request } from './requests';
import { disclosure, viewBase } from './tokens.styles';

/**
 * The runs that this browser has stored, folded away: when, with which settings, how far, how well, how large. Asks for
 * `continue-run`, and at the second click for `delete-run`. Takes no space while there is none.
 *
 * @tag fmnist-stored-runs
 */
export class FmnistStoredRuns extends LocalizedElement {
  static override styles = [
    viewBase,
    disclosure,
    pastRunsStyles,
    css`
      details {
        font: 400 0.875rem/1.5 var(--fmnist-font);
      }

      .table {
        grid-template-columns: auto minmax(0, 1fr) repeat(4, auto);
      }

      .head > :first-child {
        color: inherit;
        font: inherit;
      }

      .actions {
        display: flex;
        justify-content: end;
        gap: 0.75rem;
      }

      button {
        min-width: 1.5rem;
        text-decoration: underline 1px;
        text-underline-offset: 0.25em;
      }

      .last {
        color: var(--fmnist-error);
      }

      @container (width < 40rem) {
        .table {
          grid-template-columns: repeat(4, auto);
        }

        .row > .actions {
          grid-area: 3 / 1 / 4 / -1;
          min-height: 1.75rem;
        }

        .difference {
          padding-inline-start: 0;
        }

        .head .actions {
          position: absolute;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  /** The latest first. */
  @property({ attribute: false }) runs: readonly ListedRun[] = [];
  /** Whether a run could begin now. */
  @property({ attribute: false }) canContinue = false;

  /** The run whose deletion was asked for once. */
  @state() private leaving: string | null = null;

  override render(): TemplateResult | typeof nothing {
    if (this.runs.length === 0) return nothing;
    return html`<details>
      <summary>${STORED_RUNS.title(formatCount(this.runs.length))}</summary>
      <div class="table" role="table">
        <div class="row head" role="row">
          <span role="columnheader">${STORED_RUNS.saved}</span>
          <span role="columnheader" class="difference">${STORED_RUNS.settings}</span>
          <span role="columnheader">${STORED_RUNS.epochs}</span>
          <span role="columnheader">${STORED_RUNS.accuracy}</span>
          <span role="columnheader">${STORED_RUNS.size}</span>
          <span role="columnheader" class="actions">${STORED_RUNS.actions}</span>
        </div>
        ${this.runs.map((run) => this.#renderRow(run))}
      </div>
    </details>`;
  }

  #renderRow(run: ListedRun): TemplateResult {
    const { savedAt, config, epochs, valAccuracy, byteLength } = run;
    const date = formatTime(savedAt);
    return html`<div class="row" role="row">
      <span role="rowheader">${date}</span>
      <span role="cell" class="difference">${settingsInWords(config).map((words) => html`<span>${words}</span>`)}</span>
      <span role="cell">${STORED_RUNS.of(formatCount(epochs), formatCount(config.epochs))}</span>
      <span role="cell">${valAccuracy === null ? UNKNOWN : formatAccuracy(valAccuracy)}</span>
      <span role="cell">${formatMegabytes(byteLength)}</span>
      <span role="cell" class="actions">${run.isOpen ? STORED_RUNS.isOpen : this.#renderActions(run, date)}</span>
    </div>`;
  }

  #renderActions({ id, ended }: ListedRun, date: string): TemplateResult {
    const goesOn = ended ? 'show' : 'continue';
    const isLeaving = id === this.leaving;
    return html`${
      this.canContinue
        ? html`<button
            type="button"
            aria-label=${STORED_RUNS[`${goesOn}Run`](date)}
            @click=${() => request(this, { type: 'continue-run', id })}
          >${STORED_RUNS[goesOn]}</button>`
        : nothing
    }<button
        type="button"
        class=${isLeaving ? 'last' : ''}
        aria-label=${isLeaving ? STORED_RUNS.confirmDelete(date) : STORED_RUNS.deleteRun(date)}
        @click=${() => this.#delete(id)}
        @blur=${this.#keep}
      >${isLeaving ? STORED_RUNS.confirm : STORED_RUNS.delete}</button>`;
  }

  /** Once the row is gone, the focus stays in the list. */
  #delete(id: string): void {
    if (id !== this.leaving) {
      this.leaving = id;
      return;
    }
    this.renderRoot.querySelector('summary')?.focus();
    request(this, { type: 'delete-run', id });
  }

  readonly #keep = (): void => {
    this.leaving = null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-stored-runs': FmnistStoredRuns;
  }
}
