import { html, type TemplateResult } from 'lit';
import type { InspectedLayer } from '../../../worker/protocol';
import { formatAccuracy, formatCount } from '../../language/format-numbers';
import { GARMENT_PIXELS } from '../../ui/garment-canvas';
import { formatShape, formatValue } from './format-value';
import type { PanelContext } from './panel-context';
import { renderFigure, renderHeading, renderPicture, renderTable } from './parts';
import { matrixPicture } from './pictures';
import { remembered } from './remembered';
import { statisticsOf } from './statistics';
import { STEP } from './step.wording';

/** The largest part of a layer's output that a picture shows. */
const MOST = { images: 64, units: 256 };

/** What each layer computes for the batch: z and its activation. */
export function renderForward(context: PanelContext): TemplateResult {
  const { forward, count } = context.inspection;
  const inputsOf = (i: number) => forward[i - 1]?.units ?? GARMENT_PIXELS;
  return html`<p>${STEP.forwardHelp(formatCount(context.chosen + 1))}</p>
    ${forward.map((layer, i) => renderLayer(context, layer, inputsOf(i)))}
    <div class="block">
      ${renderTable(
        STEP.layers,
        [STEP.layer, 'z', STEP.output, STEP.zeros, STEP.strongest(formatCount(context.chosen + 1))],
        forward.map((layer) => {
          const { z, output } = statistics(context, layer);
          const unit = strongestUnit(layer, context.chosen);
          return [
            html`<code>${layer.name}</code>`,
            STEP.range(formatValue(z.smallest), formatValue(z.largest)),
            STEP.range(formatValue(output.smallest), formatValue(output.largest)),
            formatAccuracy(output.zeros),
            STEP.unitValue(
              formatCount(unit + 1),
              formatValue(layer.z[context.chosen * layer.units + unit] as number),
              formatValue(layer.output[context.chosen * layer.units + unit] as number),
            ),
          ];
        }),
      )}
      <p class="note">${STEP.batchOf(formatShape(count, GARMENT_PIXELS))}</p>
    </div>`;
}

const statistics = ({ inspection }: PanelContext, { name, z, output }: InspectedLayer) =>
  remembered(inspection, `forward ${name}`, () => ({ z: statisticsOf(z), output: statisticsOf(output) }));

/** The unit with the largest output for an image. */
export function strongestUnit({ output, units }: InspectedLayer, image: number): number {
  const row = output.subarray(image * units, (image + 1) * units);
  return row.reduce((most, value, unit) => (value > (row[most] as number) ? unit : most), 0);
}

function renderLayer(context: PanelContext, layer: InspectedLayer, inputs: number): TemplateResult {
  const { chosen, inspection } = context;
  const { name, units, activation, z, output } = layer;
  const { count } = inspection;
  const shown = { width: Math.min(units, MOST.units), height: Math.min(count, MOST.images) };
  const row = { width: shown.width, height: 1 };
  const { z: ofZ, output: ofOutput } = statistics(context, layer);
  const picture = (values: Float32Array, label: string) => html`
    ${renderPicture(matrixPicture(values, units), shown, 'matrix pixels', label)}
    ${renderPicture(matrixPicture(values, units, chosen), row, 'strip pixels')}`;
  const limited = units > MOST.units ? STEP.firstUnits(formatCount(MOST.units), formatCount(units)) : '';
  return html`<div class="block">
    ${renderHeading(name, `${formatShape(count, inputs)} · ${formatShape(inputs, units)} + ${formatShape(units)} → ${formatShape(count, units)}`)}
    <div class="pair">
      ${renderFigure(
        picture(z, STEP.pictureOf('z', formatValue(ofZ.smallest), formatValue(ofZ.largest))),
        html`z ${limited}`,
      )}
      ${renderFigure(
        picture(
          output,
          STEP.pictureOf(activation, formatValue(ofOutput.smallest), formatValue(ofOutput.largest)),
        ),
        html`${activation}(z)${activation === 'relu' ? html` · ${STEP.zeroShare(formatAccuracy(ofOutput.zeros))}` : ''}`,
      )}
    </div>
  </div>`;
}
