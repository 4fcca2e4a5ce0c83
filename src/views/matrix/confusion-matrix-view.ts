import { html, nothing, type PropertyValues, type ReactiveElement, type TemplateResult } from 'lit';
import type { Examination } from '../../../worker/protocol';
import { className } from '../../language/class-names';
import { formatAccuracy, formatAccuracyTick, formatCount, UNKNOWN } from '../../language/format-numbers';
import { CLASSES, type Confusion, confusionOf, tintStep } from '../../state/confusion';
import type { GarmentFilter } from '../../state/garment-filter';
import { request } from '../../state/requests';
import { titledSection } from '../../ui/tokens.styles';
import { WITHOUT_DATA } from '../../ui/without-data.wording';
import { LoadedView, viewState } from '../lazy/loaded-view';
import { VIEW_TITLES } from '../lazy/view-titles.wording';
import { confusionMatrixStyles } from './confusion-matrix.styles';
import { CONFUSION_MATRIX } from './confusion-matrix.wording';
import { confusionMatrixTints } from './confusion-matrix-tints.styles';

/** A place in the grid: the row of an actual class, and in it the row header (0) or a predicted class (1 to 10). */
interface Place {
  readonly row: number;
  readonly column: number;
}

const CLASS_INDICES = Array.from({ length: CLASSES }, (_, i) => i);

/** The element that the view draws, with the properties of `FmnistConfusionMatrix`. */
interface ConfusionMatrixHost extends ReactiveElement {
  readonly examination: Examination | null;
  readonly classNames: readonly string[];
  readonly withoutData: boolean;
  readonly filter: GarmentFilter;
}

/** The matrix. This part of `FmnistConfusionMatrix` loads when it is first shown. */
export class ConfusionMatrixView extends LoadedView<ConfusionMatrixHost> {
  override readonly styles = [titledSection, confusionMatrixStyles, confusionMatrixTints];

  /** The cell that receives focus from Tab. */
  @viewState() private stop: Place = { row: 0, column: 1 };
  /** The cell under the pointer or with focus. */
  @viewState() private pointed: Place | null = null;

  #confusion: Confusion | null = null;

  override willUpdate(changed: PropertyValues<ConfusionMatrixHost>): void {
    if (changed.has('examination'))
      this.#confusion = this.host.examination && confusionOf(this.host.examination);
  }

  override render(): TemplateResult {
    const confusion = this.#confusion;
    const all = this.host.examination?.labels.length ?? 0;
    return html`<section aria-labelledby="title">
      <div class="head">
        <h3 id="title">${VIEW_TITLES.confusionMatrix}</h3>
        <p>
          ${confusion ? CONFUSION_MATRIX.correct(formatAccuracy(confusion.accuracy), formatCount(all)) : this.host.withoutData ? WITHOUT_DATA.yet : CONFUSION_MATRIX.waiting}
        </p>
      </div>
        <table
          part="table"
          class=${confusion ? nothing : 'waiting'}
          role="grid"
          aria-label=${CONFUSION_MATRIX.caption}
          aria-describedby="help"
        >
          <thead>
            <tr>
              <td></td>
              <th class="axis" scope="colgroup" colspan=${CLASSES}>${CONFUSION_MATRIX.predicted}</th>
              <td></td>
            </tr>
            <tr>
              <th class="axis" scope="col"><span class="upright">${CONFUSION_MATRIX.actual}</span></th>
              ${CLASS_INDICES.map((i) => html`<th scope="col">${this.#renderName(i)}</th>`)}
              <th class="axis" scope="col"><span class="upright">${CONFUSION_MATRIX.recall}</span></th>
            </tr>
          </thead>
          <tbody
            @click=${this.#choose}
            @keydown=${this.#followKey}
            @focusin=${this.#point}
            @focusout=${this.#leave}
            @pointerover=${this.#point}
            @pointerleave=${this.#leave}
          >
            ${CLASS_INDICES.map((row) => this.#renderRow(row, confusion))}
          </tbody>
          <tfoot>
            <tr>
              <th class="axis" scope="row"><span>${CONFUSION_MATRIX.precision}</span></th>
              ${CLASS_INDICES.map((i) => renderShare(confusion?.precision[i]))}
              ${renderShare(confusion?.accuracy)}
            </tr>
          </tfoot>
        </table>
      <div class="notes">
        <p id="help" class=${this.pointed ? 'behind' : ''}>${CONFUSION_MATRIX.help}</p>
        <p class="pointed" aria-hidden="true">${this.pointed && this.#words(this.pointed)}</p>
      </div>
    </section>`;
  }

  /** In the narrowest layout a row header is only a number, and the column headers explain the numbers. */
  #renderName(label: number): TemplateResult {
    return html`<span class="upright">${this.#name(label)}</span><span class="number" aria-hidden="true">${label}</span>`;
  }

  #renderRow(row: number, confusion: Confusion | null): TemplateResult {
    return html`<tr>
      <th
        scope="row"
        class=${this.#isChosen({ row, column: 0 }) ? 'chosen' : ''}
        tabindex=${this.#tabIndex({ row, column: 0 })}
        aria-selected=${this.#isChosen({ row, column: 0 })}
      ><span class="name">${this.#name(row)}</span><span class="number" aria-hidden="true">${row}</span></th>
      ${CLASS_INDICES.map((predicted) => this.#renderCell({ row, column: predicted + 1 }, confusion))}
      ${renderShare(confusion?.recall[row])}
    </tr>`;
  }

  #renderCell(place: Place, confusion: Confusion | null): TemplateResult {
    const predicted = place.column - 1;
    const count = confusion?.counts[place.row * CLASSES + predicted] ?? 0;
    const tint = tintStep(count, confusion?.support[place.row] ?? 0);
    const isChosen = this.#isChosen(place);
    const long = count >= 1000 ? ' long' : '';
    const right = place.row === predicted ? ' right' : '';
    return html`<td
      class="tint-${tint}${right}${long}${isChosen ? ' chosen' : ''}"
      tabindex=${this.#tabIndex(place)}
      aria-selected=${isChosen}
      aria-label=${confusion ? this.#words(place) : nothing}
    >${count > 0 ? formatCount(count) : confusion ? '·' : ''}</td>`;
  }

  #name(label: number): string {
    const name = this.host.classNames[label];
    return name === undefined ? UNKNOWN : className(name);
  }

  #words({ row, column }: Place): string {
    const count = formatCount(this.#confusion?.counts[row * CLASSES + column - 1] ?? 0);
    const all = formatCount(this.#confusion?.support[row] ?? 0);
    const name = this.#name(row);
    if (column === 0) return CONFUSION_MATRIX.wholeClass(name, all);
    if (column - 1 === row) return CONFUSION_MATRIX.recognised(name, count, all);
    return CONFUSION_MATRIX.mistaken(name, this.#name(column - 1), count, all);
  }

  #isChosen({ row, column }: Place): boolean {
    const { filter } = this.host;
    if (column === 0) return filter.kind === 'class' && filter.label === row;
    return filter.kind === 'cell' && filter.label === row && filter.predicted === column - 1;
  }

  #tabIndex({ row, column }: Place): number | typeof nothing {
    if (!this.#confusion) return nothing;
    return row === this.stop.row && column === this.stop.column ? 0 : -1;
  }

  #placeOf(event: Event): Place | null {
    const cell = (event.target as Element).closest<HTMLTableCellElement>('th, td');
    if (!cell || !this.#confusion || cell.cellIndex > CLASSES) return null;
    return { row: (cell.parentElement as HTMLTableRowElement).sectionRowIndex, column: cell.cellIndex };
  }

  #point(event: Event): void {
    this.pointed = this.#placeOf(event);
    if (this.pointed && event.type === 'focusin') this.stop = this.pointed;
  }

  #leave(): void {
    this.pointed = null;
  }

  /** An empty cell selects nothing. */
  #choose(event: Event): void {
    const place = this.#placeOf(event);
    if (!place) return;
    const label = place.row;
    const predicted = place.column - 1;
    if (predicted < 0) request(this.host, { type: 'filter-garments', filter: { kind: 'class', label } });
    else if (this.#confusion?.counts[label * CLASSES + predicted]) {
      request(this.host, { type: 'filter-garments', filter: { kind: 'cell', label, predicted } });
    }
  }

  #followKey(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey) return;
    const { row, column } = this.stop;
    const to = {
      ArrowLeft: { row, column: column - 1 },
      ArrowRight: { row, column: column + 1 },
      ArrowUp: { row: row - 1, column },
      ArrowDown: { row: row + 1, column },
      Home: { row: event.ctrlKey ? 0 : row, column: 0 },
      End: { row: event.ctrlKey ? CLASSES - 1 : row, column: CLASSES },
    }[event.key];
    if (event.key === 'Enter' || event.key === ' ') this.#choose(event);
    else if (!to) return;
    event.preventDefault();
    if (to && to.column <= CLASSES)
      this.find<HTMLTableSectionElement>('tbody').rows[to.row]?.cells[to.column]?.focus();
  }
}

/** A share as a whole percentage; blank before there is one. */
function renderShare(share: number | undefined): TemplateResult {
  const words = share === undefined ? '' : Number.isNaN(share) ? UNKNOWN : formatAccuracyTick(share);
  return html`<td class=${words.length > 3 ? 'share long' : 'share'}>${words}</td>`;
}
