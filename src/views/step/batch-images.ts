import { html, type TemplateResult } from 'lit';
import { formatCount } from '../../language/format-numbers';
import { GARMENT_EDGE, GARMENT_PIXELS, paintGarment } from '../../ui/garment-canvas';
import type { PanelContext } from './panel-context';
import { renderPicture } from './parts';
import { cssOf } from './pictures';
import { STEP } from './step.wording';

/** How many images of a batch are shown. */
const MOST_IMAGES = 64;

/** The images of the batch as a list with one tab stop. One of them is selected. */
export function renderBatch({ inspection, chosen, names }: PanelContext): TemplateResult {
  const { pipeline, count } = inspection;
  const shown = Math.min(count, MOST_IMAGES);
  const label = STEP.batch(`1–${formatCount(shown)}`, formatCount(count));
  const stop = chosen < shown ? chosen : 0;
  return html`<h4>${label}</h4>
    <div class="batch" role="listbox" aria-label=${label}>
      ${Array.from({ length: shown }, (_, i) => {
        const pixels = pipeline.pixels.subarray(i * GARMENT_PIXELS, (i + 1) * GARMENT_PIXELS);
        return html`<div
          role="option"
          tabindex=${i === stop ? 0 : -1}
          aria-selected=${i === chosen}
          aria-label=${STEP.imageName(formatCount(i + 1), names[pipeline.labels[i] as number] ?? '')}
        >
          ${renderPicture(
            (context, { ink }) => paintGarment(context, pixels, cssOf(ink)),
            { width: GARMENT_EDGE, height: GARMENT_EDGE },
            'pixels',
          )}
        </div>`;
      })}
    </div>`;
}

/** Moves through the images with the arrow keys, Home and End. The image with the focus is selected. */
export function followBatchKey(event: KeyboardEvent): void {
  const option = (event.target as Element).closest<HTMLElement>('[role=option]');
  if (!option || event.altKey || event.metaKey) return;
  const options = [...(option.parentElement as HTMLElement).children] as HTMLElement[];
  const columns = options.filter(({ offsetTop }) => offsetTop === options[0]?.offsetTop).length;
  const at = options.indexOf(option);
  const to = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    Home: 0,
    End: options.length - 1,
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = options[to];
  next?.focus();
  next?.click();
}
