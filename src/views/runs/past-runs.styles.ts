import { css } from 'lit';

export const pastRunsStyles = css`
  :host {
    container-type: inline-size;
  }

  .table {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) repeat(3, auto);
    column-gap: 1.25u;
    font-size: 0.875u;
    line-height: 1.4;
    font-variant-numeric: tabular-nums;
  }

  .row {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
    align-items: baseline;
    padding-block: 0.1875u;
    border-bottom: 1px solid var(--fmnist-line);
    text-align: end;
  }

  .row > :first-child,
  .difference {
    text-align: start;
  }

  .head {
    align-items: end;
    border-color: var(--fmnist-ink);
    color: var(--fmnist-muted);
    font-size: 0.75u;
  }

  .head > :first-child {
    color: var(--fmnist-ink);
    font-size: 0.875u;
    font-weight: 600;
  }

  .head > :nth-child(n + 4) {
    justify-self: end;
    width: min-content;
  }

  button {
    min-height: 1.5u;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }

  .swatch {
    display: inline-block;
    width: 1.375u;
    margin-inline-end: 0.5u;
    border-top: 1px solid var(--fmnist-edge);
    vertical-align: 0.28em;
  }

  .difference {
    display: flex;
    flex-wrap: wrap;
    column-gap: 1u;
    color: var(--fmnist-muted);
    overflow-wrap: anywhere;
  }

  .highlighted {
    background: color-mix(in srgb, var(--fmnist-line) 40%, transparent);
  }

  .highlighted .swatch {
    border-top: 2px solid var(--fmnist-ink);
  }

  .highlighted .difference {
    color: var(--fmnist-ink);
  }

  @container (width < 40u) {
    .table {
      grid-template-columns: minmax(0, 1fr) repeat(3, auto);
      column-gap: 0.75u;
      font-size: 0.8125u;
    }

    .difference {
      grid-area: 2 / 1 / 3 / -1;
      padding-inline-start: 1.875u;
    }

    .head .difference {
      position: absolute;
      clip-path: inset(50%);
    }
  }
`;
