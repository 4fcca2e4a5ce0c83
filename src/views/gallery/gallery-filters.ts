import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { className } from '../../language/class-names';
import { formatCount } from '../../language/format-numbers';
import type { GarmentFilter } from '../../state/garment-filter';
import { GALLERY } from './sample-gallery.wording';

const ALL: GarmentFilter = { kind: 'all' };

/** What the gallery's toolbar shows. */
export interface GalleryFilters {
  readonly filter: GarmentFilter;
  readonly classNames: readonly string[];
  /** Number of garments for each filter; null before there are any. */
  readonly counts: { readonly all: number; readonly mistakes: number; readonly shown: number } | null;
  readonly choose: (filter: GarmentFilter) => void;
}

/** Buttons for what the gallery can show, a list of classes, and the selected cell of the confusion matrix, if any. */
export function renderGalleryFilters({ filter, classNames, counts, choose }: GalleryFilters): TemplateResult {
  const button = (of: GarmentFilter, words: string, count: number | '' | null = null) => html`<button
    type="button"
    aria-pressed=${of.kind === filter.kind}
    @click=${() => choose(of)}
  >
    ${words}${count === null ? nothing : html`<span class="count">${count === '' ? '' : formatCount(count)}</span>`}
  </button>`;
  const label = filter.kind === 'class' ? filter.label : -1;
  const name = (index: number) => className(classNames[index] ?? '');
  return html`<div class="filters" part="filters" role="group" aria-label=${GALLERY.filters}>
    ${button(ALL, GALLERY.all, counts?.all ?? '')}
    ${button({ kind: 'mistakes' }, GALLERY.mistakes, counts?.mistakes ?? '')}
    ${button({ kind: 'least-sure' }, GALLERY.leastSure)}
    <span class="select">
      <select
        class=${label < 0 ? '' : 'chosen'}
        aria-label=${GALLERY.oneClass}
        @change=${(event: Event) => {
          const chosen = Number((event.target as HTMLSelectElement).value);
          choose(chosen < 0 ? ALL : { kind: 'class', label: chosen });
        }}
      >
        <option value="-1" .selected=${live(label < 0)}>${GALLERY.oneClass}</option>
        ${classNames.map((_, index) => html`<option value=${index} .selected=${live(index === label)}>${name(index)}</option>`)}
      </select>
    </span>
    ${
      filter.kind === 'cell'
        ? html`<button
            type="button"
            class="cell"
            aria-pressed="true"
            title=${GALLERY.removeCell}
            @click=${() => choose(ALL)}
          >
            ${GALLERY.cell(name(filter.label), name(filter.predicted), formatCount(counts?.shown ?? 0))}
            <span aria-hidden="true">×</span>
          </button>`
        : nothing
    }
  </div>`;
}
