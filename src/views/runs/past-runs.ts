import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { formatAccuracy, formatCount, formatLoss, UNKNOWN } from '../../language/format-numbers';
import { request } from '../../state/requests';
import type { RunRecord } from '../../state/run-state';
import { LocalizedElement } from '../../ui/localized-element';
import { viewBase } from '../../ui/tokens.styles';
import { pastRunsStyles } from './past-runs.styles';
import { differencesInWords, PAST_RUNS } from './past-runs.wording';

/**
 * A table of the earlier runs in the charts: how each ended, and which settings differ from the current run's. Pointing
 * at a run, or moving to it by keyboard, requests its highlight. Takes no space while there are none.
 *
 * @tag fmnist-past-runs
 * @fires {RequestEvent} fmnist-request - A run was pointed at: `highlight-run`
 */
export class FmnistPastRuns extends LocalizedElement {
  static override styles = [viewBase, pastRunsStyles];

  /** Oldest first. */
  @property({ attribute: false }) pastRuns: readonly RunRecord[] = [];
  /** The current run. */
  @property({ attribute: false }) run: RunRecord | null = null;
  /** The earlier run that is pointed at, by its `runId`. */
  @property({ attribute: false }) highlighted: number | null = null;

  override render(): TemplateResult | typeof nothing {
    if (this.pastRuns.length === 0) return nothing;
    return html`<div class="table" role="table" aria-label=${PAST_RUNS.title} @pointerleave=${this.#leave}>
      <div class="row head" role="row">
        <span role="columnheader">${PAST_RUNS.title}</span>
        <span role="columnheader" class="difference">${PAST_RUNS.difference}</span>
        <span role="columnheader">${PAST_RUNS.epochs}</span>
        <span role="columnheader">${PAST_RUNS.loss}</span>
        <span role="columnheader">${PAST_RUNS.accuracy}</span>
      </div>
      ${[...this.pastRuns].reverse().map((past) => this.#renderRow(past))}
    </div>`;
  }

  #renderRow(past: RunRecord): TemplateResult {
    const {
      runId,
      history: { epochs },
    } = past;
    const last = epochs.at(-1);
    const isHighlighted = runId === this.highlighted;
    const words = this.run ? differencesInWords(past, this.run.config) : [];
    const point = () => this.#highlight(runId);
    return html`<div class="row ${isHighlighted ? 'highlighted' : ''}" role="row" @pointerenter=${point}>
      <span role="rowheader">
        <button
          type="button"
          aria-pressed=${isHighlighted ? 'true' : 'false'}
          @focus=${point}
          @click=${point}
          @blur=${this.#leave}
        ><span class="swatch"></span>${PAST_RUNS.run(formatCount(runId))}</button>
      </span>
      <span role="cell" class="difference">${words.map((difference) => html`<span>${difference}</span>`)}</span>
      <span role="cell">${formatCount(epochs.length)}</span>
      <span role="cell">${last ? formatLoss(last.valLoss) : UNKNOWN}</span>
      <span role="cell">${last ? formatAccuracy(last.valAccuracy) : UNKNOWN}</span>
    </div>`;
  }

  readonly #leave = (): void => this.#highlight(null);

  #highlight(runId: number | null): void {
    if (runId !== this.highlighted) request(this, { type: 'highlight-run', runId });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-past-runs': FmnistPastRuns;
  }
}
