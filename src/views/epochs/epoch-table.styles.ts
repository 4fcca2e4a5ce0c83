import { css } from 'lit';

export const epochTableStyles = css`
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
`;
