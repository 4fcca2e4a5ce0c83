import { html, type TemplateResult } from 'lit';
import type { InspectedParameter, StepInspection } from '../../../worker/protocol';
import { formatAccuracy, formatCount } from '../../language/format-numbers';
import { formatShape, formatValue } from './format-value';
import type { PanelContext } from './panel-context';
import { renderFigure, renderHeading, renderPicture, renderTable } from './parts';
import { histogramPicture, MOST_PICTURES, sheetSize, unitPictures } from './pictures';
import { remembered } from './remembered';
import { histogramOf, magnitudeOf, type Statistics, statisticsOf } from './statistics';
import { STEP } from './step.wording';

const BINS = 41;

/** The gradient of every parameter, and of the first layer as pictures. */
export function renderTape({ inspection }: PanelContext): TemplateResult {
  const { gradient } = inspection.tape;
  return html`<div class="block">
      ${renderHeading(STEP.gradients, formatShape(gradient.length))}
      ${renderParameters(inspection, 'gradient', gradient, [STEP.norm, STEP.zeros], ({ norm, zeros }) => [
        formatValue(norm),
        formatAccuracy(zeros),
      ])}
      <p class="note">${STEP.histogramHelp}</p>
    </div>
    ${renderSheets(inspection, [
      ['weights', inspection.optimizer.before],
      ['gradient', gradient],
    ])}`;
}

/** The values of one array of parameters. */
export const partOf = (values: Float32Array, { offset, length }: InspectedParameter) =>
  values.subarray(offset, offset + length);

/**
 * A row for each kernel and bias, with a histogram.
 * @param name of the array, under which its statistics are stored
 */
export function renderParameters(
  inspection: StepInspection,
  name: string,
  values: Float32Array,
  head: readonly string[],
  cells: (statistics: Statistics, parameter: InspectedParameter) => readonly string[],
): TemplateResult {
  const rows = inspection.parameters.map((parameter) => {
    const { statistics, limit, counts } = remembered(inspection, `${name} ${parameter.name}`, () => {
      const part = partOf(values, parameter);
      const statistics = statisticsOf(part);
      const limit = magnitudeOf(statistics);
      return { statistics, limit, counts: histogramOf(part, limit, BINS) };
    });
    const { smallest, largest } = statistics;
    const range = STEP.pictureOf(parameter.name, formatValue(smallest), formatValue(largest));
    return [
      html`<code>${parameter.name} ${formatShape(...parameter.shape)}</code>
        <span class="distribution">
          ${renderPicture(histogramPicture(counts), { width: 246, height: 56 }, 'histogram', range)} ±${formatValue(limit)}
        </span>`,
      ...cells(statistics, parameter),
    ];
  });
  return renderTable(STEP.parametersCaption, [STEP.parameter, ...head], rows);
}

/**
 * The first units of the first layer as pictures, once for each array of parameters.
 * @param arrays their names and values; a name ends in `weights` if the arrays share the weights' colour scale
 */
export function renderSheets(
  inspection: StepInspection,
  arrays: readonly (readonly ['weights' | 'gradient' | 'update' | 'newWeights', Float32Array])[],
): TemplateResult {
  const [kernel] = inspection.parameters as [InspectedParameter];
  const units = kernel.shape[1] as number;
  const shown = formatCount(Math.min(units, MOST_PICTURES));
  return html`<div class="block pictures ${arrays.length > 2 ? 'whole' : ''}">
    ${renderHeading(STEP.pictures(shown, formatCount(units)), formatShape(...kernel.shape))}
    <div class="sheets">
      ${arrays.map(([name, values]) =>
        renderFigure(
          renderPicture(
            unitPictures(partOf(values, kernel), units),
            sheetSize(units),
            'sheet pixels',
            STEP.sheet(STEP[name]),
          ),
          STEP[name],
        ),
      )}
    </div>
  </div>`;
}
