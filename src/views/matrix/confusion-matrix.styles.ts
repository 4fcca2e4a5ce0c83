import { css } from 'lit';

/** The smallest layout, 288 pixels wide, fits ten cells of 24 pixels and little else. */
export const confusionMatrixStyles = css`
  .notes {
    display: grid;
  }

  .notes p {
    grid-area: 1 / 1;
  }

  .pointed {
    color: var(--fmnist-ink);
  }

  .behind {
    visibility: hidden;
  }

  table {
    --head: 6u;
    --share: 3u;
    --cell: 2u;
    table-layout: fixed;
    width: 100%;
    max-width: 40u;
    margin-block: 0.5u;
    border-collapse: separate;
    border-spacing: 1px;
    font-size: 0.8125u;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    height: var(--cell);
    padding: 0;
    font-weight: 400;
    text-align: center;
    white-space: nowrap;
  }

  tr > :first-child {
    width: var(--head);
    text-align: start;
  }

  tr > :last-child {
    width: var(--share);
  }

  thead tr:first-child > * {
    height: 1u;
  }

  thead tr:last-child > * {
    height: 5u;
    padding-bottom: 0.45u;
    vertical-align: bottom;
  }

  .axis,
  .share {
    color: var(--fmnist-muted);
    font-size: 0.75u;
  }

  tfoot .share:last-child {
    color: var(--fmnist-accent);
    font-weight: 600;
  }

  .upright {
    display: inline-block;
    vertical-align: bottom;
    writing-mode: vertical-rl;
    text-orientation: sideways;
    rotate: 180deg;
  }

  .number {
    display: none;
  }

  tbody th,
  tbody td:not(.share) {
    border-radius: var(--fmnist-radius);
    cursor: pointer;
  }

  tbody th:hover {
    text-decoration: underline;
    text-underline-offset: 0.25em;
  }

  tbody td:not(.tint-0, .share):hover {
    box-shadow: inset 0 0 0 1px var(--fmnist-ink);
  }

  tbody .chosen.chosen {
    box-shadow:
      inset 0 0 0 2px var(--fmnist-ink),
      inset 0 0 0 3px var(--fmnist-surface);
    font-weight: 700;
  }

  :focus-visible {
    position: relative;
    z-index: 1;
    outline-color: var(--fmnist-ink);
    outline-offset: 1px;
  }

  @container (width < 34u) {
    .head {
      display: block;
    }

    table {
      --head: 4.25u;
      --share: 2.25u;
      --cell: 1.75u;
      font-size: 0.75u;
    }

    .axis,
    .share {
      font-size: 0.6875u;
    }

    .long {
      font-size: 0.625u;
    }
  }

  /* The cells have their smallest width, and the names of the rows have the rest. */
  @container (width < 24u) {
    table {
      --head: min(4.25u, 100cqi - 16.5u);
      --share: 1.5u;
      --cell: 1.5u;
      border-spacing: 0;
      font-size: 0.6875u;
    }

    tbody th {
      font-size: 0.625u;
      line-height: 1.1;
      white-space: normal;
      overflow-wrap: anywhere;
    }

    /* Room for the longest name beside its number, even in wide fonts. */
    thead tr:last-child > * {
      height: 5.25u;
    }

    .share {
      font-size: 0.625u;
      letter-spacing: -0.04em;
    }

    .long {
      font-size: 0.5625u;
      letter-spacing: -0.07em;
    }

    tbody td:not(.share) {
      border-radius: 0;
    }

    tfoot tr > * {
      position: relative;
      height: 2.25u;
      padding-top: 1u;
    }

    tfoot th span {
      position: absolute;
      inset: 0 auto auto 0;
    }
  }

  /* Here the rest is too narrow for names. The rows have numbers, which the names of the columns explain. */
  @container (width < 19.5u) {
    table {
      --head: 1.5u;
    }

    .number {
      display: block;
      color: var(--fmnist-muted);
    }

    tbody .number {
      font-size: 0.6875u;
    }

    thead .number {
      margin-top: 0.25u;
    }

    .name {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @container (width >= 24u) {
    .axis .upright {
      writing-mode: horizontal-tb;
      rotate: none;
    }
  }
`;
