import { html, type ReactiveElement, type TemplateResult } from 'lit';
import { formatAccuracy, formatCount, formatLoss, UNKNOWN } from '../../language/format-numbers';
import { request } from '../../state/requests';
import type { RunRecord } from '../../state/run-state';
import { LoadedView } from '../lazy/loaded-view';
import { differencesInWords, PAST_RUNS } from '../run-words/past-runs.wording';
import { pastRunsStyles } from './past-runs.styles';

/** The element that the view draws, with the properties of `FmnistPastRuns`. */
interface PastRunsHost extends ReactiveElement {
  readonly pastRuns: readonly RunRecord[];
  readonly run: RunRecord | null;
  readonly highlighted: number | null;
}

/** The table of earlier runs. This part of `FmnistPastRuns` loads with the first earlier run. */
export class PastRunsView extends LoadedView<PastRunsHost> {
  override readonly styles = [pastRunsStyles];

  override render(): TemplateResult {
    const { pastRuns } = this.host;
    return html`<section>
      <div class="table" role="table" aria-label=${PAST_RUNS.title} @pointerleave=${this.#leave}>
        <div class="row head" role="row">
          <span role="columnheader">${PAST_RUNS.title}</span>
          <span role="columnheader" class="difference">${PAST_RUNS.difference}</span>
          <span role="columnheader">${PAST_RUNS.epochs}</span>
          <span role="columnheader">${PAST_RUNS.loss}</span>
          <span role="columnheader">${PAST_RUNS.accuracy}</span>
        </div>
        ${[...pastRuns].reverse().map((past) => this.#renderRow(past))}
      </div>
    </section>`;
  }

  #renderRow(past: RunRecord): TemplateResult {
    const { run, highlighted } = this.host;
    const {
      runId,
      history: { epochs },
    } = past;
    const last = epochs.at(-1);
    const isHighlighted = runId === highlighted;
    const words = run ? differencesInWords(past, run.config) : [];
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
    if (runId !== this.host.highlighted) request(this.host, { type: 'highlight-run', runId });
  }
}
