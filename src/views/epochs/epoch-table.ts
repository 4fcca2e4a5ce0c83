import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { EpochReport } from '../../../worker/protocol';
import { formatAccuracy, formatCount, formatDuration, formatLoss } from '../../language/format-numbers';
import { bestEpoch } from '../../state/metric-history';
import { LocalizedElement } from '../../ui/localized-element';
import { disclosure, viewBase } from '../../ui/tokens.styles';
import { TABLE } from './epoch-table.wording';

/**
 * The charts' figures as a table, behind a disclosure. Marks the epoch with the best validation accuracy.
 *
 * @tag fmnist-epoch-table
 */
export class FmnistEpochTable extends LocalizedElement {
  static override styles = [
    viewBase,
    disclosure,
    css`
      .scroller {
        max-height: 26u;
        margin-top: 0.5u;
        overflow: auto;
      }

      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 0.875u;
        line-height: 1.4;
        font-variant-numeric: tabular-nums;
      }

      caption {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }

      thead {
        position: sticky;
        top: 0;
        background: var(--fmnist-surface);
      }

      thead th {
        color: var(--fmnist-muted);
        font-size: 0.75u;
        font-weight: 400;
        vertical-align: bottom;
      }

      thead th[colspan] {
        border-bottom: 1px solid var(--fmnist-line);
      }

      thead th[rowspan],
      thead tr:last-child th {
        border-bottom: 1px solid var(--fmnist-ink);
      }

      th,
      td {
        padding: 0.3125u 0.75u 0.3125u 0;
        text-align: end;
        white-space: nowrap;
      }

      tbody th,
      thead tr:first-child th:first-child {
        text-align: start;
        font-weight: 400;
      }

      tbody td,
      tbody th {
        border-bottom: 1px solid var(--fmnist-line);
      }

      .best th,
      .best .best-value {
        color: var(--fmnist-accent);
        font-weight: 600;
      }

      .mark {
        margin-inline-start: 0.375u;
        font-size: 0.75u;
      }

      .empty {
        padding-block: 0.25u;
        color: var(--fmnist-muted);
        font-size: 0.875u;
      }

      @container (width < 34u) {
        .speed {
          display: none;
        }

        table {
          font-size: 0.8125u;
        }

        th,
        td {
          padding-inline-end: 0.5u;
        }
      }

      @container (width < 25u) {
        .time {
          display: none;
        }
      }
    `,
  ];

  /** The finished epochs, the first one first. */
  @property({ attribute: false }) epochs: readonly EpochReport[] = [];

  @state() private open = false;

  override render(): TemplateResult {
    return html`<details @toggle=${this.#toggled}>
      <summary>${TABLE.title}</summary>
      ${this.open ? this.#content() : nothing}
    </details>`;
  }

  #toggled(event: Event): void {
    this.open = (event.currentTarget as HTMLDetailsElement).open;
  }

  #content(): TemplateResult {
    if (this.epochs.length === 0) return html`<p class="empty">${TABLE.empty}</p>`;
    const best = bestEpoch(this.epochs);
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
          ${this.epochs.map((epoch) => renderRow(epoch, epoch === best))}
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
