import { html, type TemplateResult } from 'lit';
import type { InspectedMean } from '../../../worker/protocol';
import { formatAccuracy, formatCount, formatLoss } from '../../language/format-numbers';
import { formatMean, formatShape, formatValue } from './format-value';
import type { PanelContext } from './panel-context';
import { renderHeading, renderPicture, renderTable } from './parts';
import { cssOf, type Paint } from './pictures';
import { STEP } from './step.wording';

/** How many batches the picture of their weights shows. */
const BATCHES = 8;

/** Paints the latest batches as blocks, as wide as their weight in an average. The last block is this batch. */
function batchWeights(batches: number, ofLast: number): Paint {
  return (context, { edge, accent }) => {
    const { width, height } = context.canvas;
    const whole = width / BATCHES;
    context.clearRect(0, 0, width, height);
    for (let i = 0; i < batches; i++) {
      const isLast = i === batches - 1;
      context.fillStyle = cssOf(isLast ? accent : edge);
      context.fillRect(i * whole, 0, (isLast ? ofLast : 1) * whole - 4, height);
    }
  };
}

/** What `updateState` adds to the metrics, and both averages of the loss. */
export function renderMetric({ inspection }: PanelContext): TemplateResult {
  const { metric, count, step, loss } = inspection;
  const { byExample, byBatch, weighting } = metric;
  const size = step === 1 ? count : metric.accuracy.before.count / (step - 1);
  const isShort = count < size;
  const picture = (weight: number) =>
    renderPicture(batchWeights(Math.min(step, BATCHES), weight), { width: 288, height: 28 }, 'batches');
  return html`<div class="block">
      ${renderHeading('updateState', formatShape(count))}
      ${renderTable(
        STEP.metricCaption,
        [STEP.metric, STEP.value, STEP.before, STEP.afterBatch],
        [
          ...rowsOf('loss', metric.loss, formatLoss, formatLoss),
          ...rowsOf('accuracy', metric.accuracy, formatCount, formatAccuracy),
        ],
      )}
    </div>
    <div class="block">
      ${renderHeading(STEP.averages, formatShape())}
      ${renderTable(
        STEP.averages,
        [STEP.average, STEP.before, STEP.afterBatch],
        [
          [html`${STEP.byExample} ${picture(count / size)}`, ...byExample.map(formatMean)],
          [html`${STEP.byBatch} ${picture(1)}`, ...byBatch.map(formatMean)],
          [STEP.difference, ...byBatch.map((mean, i) => formatMean(mean - (byExample[i] as number)))],
        ],
        weighting === 'example' ? 0 : 1,
      )}
      <p class="note">${STEP.weightOfBatches}</p>
      <p>
        ${isShort ? STEP.shortBatch(formatCount(count), formatMean(loss.mean), formatValue(size / count)) : STEP.wholeBatches}
        ${weighting === 'example' ? STEP.reportsByExample : STEP.reportsByBatch}
      </p>
    </div>`;
}

type Format = (value: number) => string;

const rowsOf = (
  name: 'loss' | 'accuracy',
  { before, after }: InspectedMean,
  formatTotal: Format,
  formatResult: Format,
): readonly (readonly unknown[])[] => [
  [STEP[name], 'total', formatTotal(before.total), formatTotal(after.total)],
  [STEP[name], 'count', formatCount(before.count), formatCount(after.count)],
  [STEP[name], 'result()', result(before, formatResult), result(after, formatResult)],
];

/** The result of a metric; 0 before the first update, as in Keras. */
const result = ({ total, count }: InspectedMean['before'], format: Format) =>
  format(count === 0 ? 0 : total / count);
