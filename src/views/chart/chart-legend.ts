import { html, nothing, type TemplateResult } from 'lit';
import type { RunConfig } from '../../../worker/protocol';
import { formatCount } from '../../language/format-numbers';
import type { MetricName } from '../../state/metric-history';
import type { RunRecord } from '../../state/run-state';
import { differencesInWords, PAST_RUNS } from '../run-words/past-runs.wording';
import { CHART_METRICS } from './chart-metrics';

/** A line of the chart, its name, and its value if it has one. */
export function renderKey(name: string, label: string, value?: string): TemplateResult {
  return html`<span class="key ${name}"
    ><span class="swatch"></span><span class="name">${label}</span>${
      value === undefined ? nothing : html` <span class="value">${value}</span>`
    }</span
  >`;
}

/** Describes an earlier run: its value at an epoch or at its end, and the settings that differ. */
export function renderNote(
  past: RunRecord,
  presentConfig: RunConfig | null,
  metric: MetricName,
  inspected: number | null,
): TemplateResult {
  const { epochs } = past.history;
  const { validation, format } = CHART_METRICS[metric];
  const at = epochs[(inspected ?? epochs.length) - 1] ?? epochs.at(-1);
  const run = formatCount(past.runId);
  const title = at ? PAST_RUNS.atEpoch(run, formatCount(at.epoch), format(validation(at))) : PAST_RUNS.run(run);
  const words = presentConfig ? differencesInWords(past, presentConfig) : [];
  return html`<div class="note ${metric}">
    <b>${title}</b>
    ${words.map((difference) => html`<span>${difference}</span>`)}
  </div>`;
}
