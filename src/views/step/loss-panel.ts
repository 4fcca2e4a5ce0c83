import { html, type TemplateResult } from 'lit';
import { formatAccuracy, formatCount, formatLoss } from '../../language/format-numbers';
import { formatShape, formatValue } from './format-value';
import type { PanelContext } from './panel-context';
import { renderFacts, renderFigure, renderHeading, renderPicture, renderTable, renderTwin } from './parts';
import { barPicture, cssOf, type Paint } from './pictures';
import { MOST_ROWS } from './pipeline-panel';
import { STEP } from './step.wording';

const CLASSES = 10;

/** The loss of the selected image, and of the whole batch. */
export function renderLoss(context: PanelContext): TemplateResult {
  const { loss, count, pipeline } = context.inspection;
  const { chosen, choose, names } = context;
  const worst = STEP.imageName(formatCount(loss.worst + 1), names[pipeline.labels[loss.worst] as number] ?? '');
  return html`${renderImage(context)}
    <div class="block">
      ${renderHeading(STEP.losses, formatShape(count))}
      ${renderFigure(
        renderPicture(paintLosses(context), { width: 768, height: 160 }, 'bars', STEP.lossesPicture),
        html`<span>${STEP.lossesHelp}</span>`,
      )}
      ${renderFacts([
        [STEP.sum, formatLoss(loss.sum)],
        [STEP.mean(formatCount(count)), formatLoss(loss.mean)],
        [STEP.correct, STEP.of(formatCount(loss.correct), formatCount(count))],
        [STEP.worst, html`${worst}, ${formatLoss(loss.losses[loss.worst] as number)}`],
      ])}
      <button type="button" aria-disabled=${chosen === loss.worst} @click=${() => choose(loss.worst)}>
        ${STEP.showWorst}
      </button>
      ${renderTwin(renderLosses(context))}
    </div>`;
}

/** The ten logits of the selected image, their softmax, and the loss. */
function renderImage({ inspection, chosen, names }: PanelContext): TemplateResult {
  const { loss, count, pipeline } = inspection;
  const label = pipeline.labels[chosen] as number;
  const at = (values: Float32Array, k: number) => values[chosen * CLASSES + k] as number;
  const rows = Array.from({ length: CLASSES }, (_, k) => {
    const p = at(loss.probabilities, k);
    return [
      names[k],
      formatValue(at(loss.logits, k)),
      html`<span class="share">${formatAccuracy(p)}
        ${renderPicture(barPicture(p, k === label ? 'accent' : 'edge'), { width: 200, height: 12 }, 'probability')}</span>`,
      k === label ? formatLoss(loss.losses[chosen] as number) : '',
    ];
  });
  return html`<div class="block">
    ${renderHeading(STEP.imageName(formatCount(chosen + 1), names[label] ?? ''), `${formatShape(count, CLASSES)} → ${formatShape(count)}`)}
    ${renderTable(
      STEP.imageCaption(formatCount(chosen + 1)),
      [STEP.class, STEP.logit, STEP.softmax, '−log p'],
      rows,
      label,
    )}
  </div>`;
}

function paintLosses({ inspection: { loss }, chosen }: PanelContext): Paint {
  const { losses, worst, mean } = loss;
  return (context, { edge, wrong, accent, ink }) => {
    const { width, height } = context.canvas;
    const perImage = width / losses.length;
    const scale = (height - 4) / Math.max(losses[worst] as number, Number.MIN_VALUE);
    context.clearRect(0, 0, width, height);
    losses.forEach((value, i) => {
      context.fillStyle = cssOf(i === worst ? wrong : i === chosen ? accent : edge);
      const bar = Math.max(1, value * scale);
      context.fillRect(i * perImage, height - bar, Math.max(1, perImage - (perImage > 4 ? 2 : 0)), bar);
    });
    context.fillStyle = cssOf(ink);
    context.fillRect(0, height - mean * scale - 1, width, 2);
  };
}

function renderLosses({ inspection, names }: PanelContext): TemplateResult {
  const { loss, count, pipeline } = inspection;
  const shown = Math.min(count, MOST_ROWS);
  return renderTable(
    STEP.lossesCaption(formatCount(shown), formatCount(count)),
    [STEP.image, STEP.class, STEP.predicted, 'p', '−log p'],
    Array.from({ length: shown }, (_, i) => {
      const row = loss.probabilities.subarray(i * CLASSES, (i + 1) * CLASSES);
      const label = pipeline.labels[i] as number;
      return [
        formatCount(i + 1),
        names[label],
        names[row.indexOf(Math.max(...row))],
        formatAccuracy(row[label] as number),
        formatLoss(loss.losses[i] as number),
      ];
    }),
    loss.worst,
  );
}
