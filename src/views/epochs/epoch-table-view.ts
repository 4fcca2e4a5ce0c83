import { html, nothing, type ReactiveElement, type TemplateResult } from 'lit';
import type { EpochReport } from '../../../worker/protocol';
import { formatAccuracy, formatCount, formatDuration, formatLoss } from '../../language/format-numbers';
import { bestEpoch } from '../../state/metric-history';
import { LoadedView } from '../lazy/loaded-view';
import { epochTableStyles } from './epoch-table.styles';
import { TABLE } from './epoch-table.wording';

/** The element that the view draws, with the property of `FmnistEpochTable`. */
interface EpochTableHost extends ReactiveElement {
  readonly epochs: readonly EpochReport[];
}

/** The unfolded table. This part of `FmnistEpochTable` loads when the visitor first unfolds it. */
export class EpochTableView extends LoadedView<EpochTableHost> {
  override readonly styles = [epochTableStyles];

  override render(): TemplateResult {
    return html`<section>${this.#renderTable()}</section>`;
  }

  #renderTable(): TemplateResult {
    const { epochs } = this.host;
    if (epochs.length === 0) return html`<p class="empty">${TABLE.empty}</p>`;
    const best = bestEpoch(epochs);
    return html`<div class="scroller" role="region" aria-label=${TABLE.caption} tabindex="0">
      <table>
        <caption>${TABLE.caption}</caption>
        <thead>
          <tr>
            <th scope="col" rowspan="2">${TABLE.epoch}</th>
            <th scope="colgroup" colspan="2">${TABLE.training}</th>
            <th scope="colgroup" colspan="2">${TABLE.validation}</th>
            <th scope="col" rowspan="2" class="time">${TABLE.time}</th>
            <th scope="col" rowspan="2" class="speed">${TABLE.speed}</th>
          </tr>
          <tr>
            <th scope="col">${TABLE.loss}</th>
            <th scope="col">${TABLE.accuracy}</th>
            <th scope="col">${TABLE.loss}</th>
            <th scope="col">${TABLE.accuracy}</th>
          </tr>
        </thead>
        <tbody>
          ${epochs.map((epoch) => renderRow(epoch, epoch === best))}
        </tbody>
      </table>
    </div>`;
  }
}

function renderRow(epoch: EpochReport, isBest: boolean): TemplateResult {
  return html`<tr class=${isBest ? 'best' : nothing}>
    <th scope="row">
      ${formatCount(epoch.epoch)}${isBest ? html`<span class="mark">${TABLE.best}</span>` : nothing}
    </th>
    <td>${formatLoss(epoch.trainLoss)}</td>
    <td>${formatAccuracy(epoch.trainAccuracy)}</td>
    <td>${formatLoss(epoch.valLoss)}</td>
    <td class="best-value">${formatAccuracy(epoch.valAccuracy)}</td>
    <td class="time">${formatDuration(epoch.seconds)}</td>
    <td class="speed">${formatCount(epoch.imagesPerSecond)}</td>
  </tr>`;
}
