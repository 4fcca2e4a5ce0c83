import { html, type TemplateResult } from 'lit';
import type { InspectedMean } from '../../../worker/protocol';
import { formatAccuracy, formatCount, formatLoss } from '../../language/format-numbers';
import { formatMean, formatShape, formatValue } from './format-value';
import type { PanelContext } from './panels';
import { renderHeading, renderTable } from './parts';
import { STEP } from './step.wording';

/** What `updateState` adds to the metrics, and both averages of the loss. */
export function renderMetric({ inspection }: PanelContext): TemplateResult {
  const { metric, count, step, loss } = inspection;
  const { byExample, byBatch, weighting } = metric;
  const size = step === 1 ? count : metric.accuracy.before.count / (step - 1);
  const isShort = count < size;
  return html`<div class="block">
      ${renderHeading('updateState', formatShape(count))}
      ${renderTable(
        STEP.metricCaption,
        [STEP.metric, STEP.value, STEP.before, STEP.afterBatch],
        [...rowsOf('loss', metric.loss, formatLoss), ...rowsOf('accuracy', metric.accuracy, formatAccuracy)],
      )}
    </div>
    <div class="block">
      ${renderHeading(STEP.averages, formatShape())}
      ${renderTable(
        STEP.averages,
        [STEP.average, STEP.before, STEP.afterBatch],
        [
          [STEP.byExample, ...byExample.map(formatMean)],
          [STEP.byBatch, ...byBatch.map(formatMean)],
          [STEP.difference, ...byBatch.map((mean, i) => formatMean(mean - (byExample[i] as number)))],
        ],
        weighting === 'example' ? 0 : 1,
      )}
      <p>
        ${isShort ? STEP.shortBatch(formatCount(count), formatMean(loss.mean), formatValue(size / count)) : STEP.wholeBatches}
        ${weighting === 'example' ? STEP.reportsByExample : STEP.reportsByBatch}
      </p>
    </div>`;
}

const rowsOf = (
  name: 'loss' | 'accuracy',
  { before, after }: InspectedMean,
  format: (value: number) => string,
): readonly (readonly unknown[])[] => [
  [STEP[name], 'total', formatValue(before.total), formatValue(after.total)],
  [STEP[name], 'count', formatCount(before.count), formatCount(after.count)],
  [STEP[name], 'result()', result(before, format), result(after, format)],
];

/** The result of a metric; 0 before the first update, as in Keras. */
const result = ({ total, count }: InspectedMean['before'], format: (value: number) => string) =>
  format(count === 0 ? 0 : total / count);
