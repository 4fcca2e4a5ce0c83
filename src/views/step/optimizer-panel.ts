import { html, type TemplateResult } from 'lit';
import type { StepInspection } from '../../../worker/protocol';
import { formatCount, formatLoss } from '../../language/format-numbers';
import { formatShape, formatValue } from './format-value';
import { CORRECTIONS, EPSILONS, FORMULAS } from './optimizer-formulas';
import type { PanelContext } from './panel-context';
import { renderFacts, renderHeading, renderTable } from './parts';
import { remembered } from './remembered';
import { largestAt, magnitudeOf, statisticsOf } from './statistics';
import { STEP } from './step.wording';
import { partOf, renderParameters, renderSheets } from './tape-panel';
import { placeOfWeight, type QuantityName, updateOfWeight } from './update-of-weight';

const SYMBOLS: Readonly<Record<QuantityName, string>> = {
  weight: 'w',
  gradient: 'g',
  m: 'm',
  v: 'v',
  mHat: 'm̂',
  vHat: 'v̂',
  velocity: 'velocity',
  meanSquare: 'mean-square',
  update: 'Δ',
  newWeight: 'w − Δ',
};

/** How the gradient becomes an update, for one weight and for all of them. */
export function renderOptimizer({ inspection }: PanelContext): TemplateResult {
  const { loss, optimizer } = inspection;
  const { name, learningRate, momentum, corrections, moments, update, before, after } = optimizer;
  const epsilon = EPSILONS[name];
  return html`<div class="block whole">
      ${renderFacts([
        [STEP.optimizerName, html`<code>${name}</code>`],
        ['η', formatValue(learningRate)],
        ...(momentum === null ? [] : [['μ', formatValue(momentum)] as const]),
        ...corrections.map((value, i) => [CORRECTIONS[i] as string, formatValue(value)] as const),
        ...(epsilon ? [['ε', formatValue(epsilon)] as const] : []),
        [
          STEP.lossOfBatch,
          html`${formatLoss(loss.mean)} → ${formatLoss(loss.meanAfter)}
            <strong>${STEP.change(signed(loss.meanAfter - loss.mean))}</strong>`,
        ],
      ])}
    </div>
    ${renderWeight(inspection)}
    <div class="block">
      ${renderHeading(STEP.updates, formatShape(update.length))}
      ${renderParameters(
        inspection,
        'update',
        update,
        [...moments.map((moment) => STEP.normOf(moment.name)), STEP.largestUpdate, STEP.inRates],
        (statistics, parameter) => [
          ...moments.map((moment) =>
            formatValue(
              remembered(inspection, `${moment.name} ${parameter.name}`, () =>
                statisticsOf(partOf(moment.after, parameter)),
              ).norm,
            ),
          ),
          formatValue(magnitudeOf(statistics)),
          STEP.times(formatValue(magnitudeOf(statistics) / learningRate)),
        ],
      )}
    </div>
    ${renderSheets(inspection, [
      ['weights', before],
      ['update', update],
      ['newWeights', after],
    ])}`;
}

const signed = (value: number) => (value > 0 ? `+${formatLoss(value)}` : formatLoss(value).replace('-', '−'));

/** The weight with the largest update, and everything that is computed for it. */
function renderWeight(inspection: StepInspection): TemplateResult {
  const index = remembered(inspection, 'largest update', () => largestAt(inspection.optimizer.update));
  const { parameter, input, unit } = placeOfWeight(inspection, index);
  const place = input === null ? [unit] : [input, unit];
  return html`<div class="block">
    ${renderHeading(STEP.oneWeight, `${parameter}[${place.join(', ')}]`)}
    <ul class="formula">${FORMULAS[inspection.optimizer.name].map((line) => html`<li><code>${line}</code></li>`)}</ul>
    ${renderTable(
      STEP.weightCaption,
      [STEP.quantity, STEP.before, STEP.inStep],
      updateOfWeight(inspection, index).map(({ name, before, value }) => [
        html`<code>${SYMBOLS[name]}</code>`,
        before === undefined ? '' : formatValue(before),
        formatValue(value),
      ]),
    )}
    <p class="note">${STEP.oneWeightHelp(formatCount(inspection.optimizer.update.length))}</p>
  </div>`;
}
