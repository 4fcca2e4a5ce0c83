import { html, type TemplateResult } from 'lit';
import { formatCount, formatLoss } from '../../language/format-numbers';
import { GARMENT_EDGE, GARMENT_PIXELS, paintGarment } from '../../ui/garment-canvas';
import { formatShape } from './format-value';
import type { PanelContext } from './panel-context';
import { renderFigure, renderHeading, renderPicture, renderTable, renderTwin } from './parts';
import { cssOf, type Paint, valuesAsPixels } from './pictures';
import { slotGrid } from './slot-grid';
import { mostVariedPixels } from './statistics';
import { STEP } from './step.wording';

/** How many images a table lists. */
export const MOST_ROWS = 64;
/** How many pixels are shown as numbers. */
const PIXELS_SHOWN = 6;
/** The edge of a slot in the picture, with its margin. */
const CELL = 8;

/** How the batch is drawn, and how the map changes the selected image. */
export function renderPipeline(context: PanelContext): TemplateResult {
  const { pipeline, count } = context.inspection;
  const slots = pipeline.buffer.length;
  const refilled = pipeline.refills.filter((image) => image >= 0).length;
  const grid = slotGrid(slots, pipeline.slots);
  const size = { width: grid.columns * CELL, height: grid.rows * CELL };
  const words = STEP.drawn(formatCount(count), formatCount(slots));
  const refills =
    refilled === count
      ? STEP.refilled(
          formatCount(pipeline.refills[0] as number),
          formatCount(pipeline.refills.at(-1) as number),
        )
      : STEP.notRefilled(formatCount(count - refilled));
  return html`<div class="block">
      ${renderHeading(STEP.buffer, formatShape(slots))}
      ${renderFigure(
        renderPicture(paintSlots(slots, grid), size, 'slots', words),
        html`${words} ${refills} ${grid.perCell > 1 ? STEP.perCell(formatCount(grid.perCell)) : ''}`,
      )}
      ${renderTwin(renderDraws(context))}
    </div>
    ${renderMap(context)}`;
}

function paintSlots(slots: number, { columns, perCell, drawn }: ReturnType<typeof slotGrid>): Paint {
  const most = Math.max(...drawn);
  return (context, { line, accent }) => {
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    for (let cell = 0; cell * perCell < slots; cell++) {
      const draws = drawn[cell] as number;
      context.globalAlpha = draws > 0 && perCell > 1 ? 0.4 + (0.6 * draws) / most : 1;
      context.fillStyle = cssOf(draws > 0 ? accent : line);
      context.fillRect((cell % columns) * CELL, Math.floor(cell / columns) * CELL, CELL - 1, CELL - 1);
    }
    context.globalAlpha = 1;
  };
}

function renderDraws({ inspection: { pipeline, count }, names }: PanelContext): TemplateResult {
  const { slots, refills, indices, labels } = pipeline;
  const number = (values: Int32Array, i: number) => formatCount(values[i] as number);
  return renderTable(
    STEP.drawsCaption(formatCount(Math.min(count, MOST_ROWS)), formatCount(count)),
    [STEP.image, STEP.slot, STEP.trainingImage, STEP.class, STEP.filledWith],
    Array.from({ length: Math.min(count, MOST_ROWS) }, (_, i) => [
      formatCount(i + 1),
      number(slots, i),
      number(indices, i),
      names[labels[i] as number],
      (refills[i] as number) < 0 ? '–' : number(refills, i),
    ]),
  );
}

/** The selected image: 28 × 28, then flattened, cast and divided by 255. */
function renderMap({ inspection: { pipeline, count }, chosen, names }: PanelContext): TemplateResult {
  const from = chosen * GARMENT_PIXELS;
  const pixels = pipeline.pixels.subarray(from, from + GARMENT_PIXELS);
  const inputs = pipeline.inputs.subarray(from, from + GARMENT_PIXELS);
  const start = mostVariedPixels(pixels, GARMENT_EDGE, PIXELS_SHOWN);
  const row = Math.floor(start / GARMENT_EDGE);
  const places = Array.from({ length: PIXELS_SHOWN }, (_, i) => start + i);
  const name = names[pipeline.labels[chosen] as number] ?? '';
  const edge = { width: GARMENT_EDGE, height: GARMENT_EDGE };
  return html`<div class="block">
    ${renderHeading(
      STEP.map,
      `${formatShape(count, GARMENT_EDGE, GARMENT_EDGE)} → ${formatShape(count, GARMENT_PIXELS)}`,
    )}
    <div class="beside">
      ${renderFigure(
        renderPicture((context, { ink }) => paintGarment(context, pixels, cssOf(ink)), edge, 'large pixels'),
        STEP.imageName(formatCount(chosen + 1), name),
      )}
      ${renderTable(
        STEP.pixelsCaption(String(row)),
        [STEP.column(String(row)), ...places.map((place) => String(place % GARMENT_EDGE))],
        [
          ['uint8', ...places.map((place) => String(pixels[place]))],
          [STEP.flatten, ...places.map(String)],
          [STEP.cast, ...places.map((place) => `${pixels[place]}.0`)],
          ['÷ 255', ...places.map((place) => formatLoss(inputs[place] as number))],
        ],
      )}
    </div>
    ${renderFigure(
      renderPicture(
        valuesAsPixels((x) => inputs[x], 1),
        { width: GARMENT_PIXELS, height: 1 },
        'strip pixels',
      ),
      STEP.flattened(formatShape(GARMENT_PIXELS)),
    )}
  </div>`;
}
