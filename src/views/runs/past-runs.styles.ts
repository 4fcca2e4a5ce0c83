import { css } from 'lit';

export const pastRunsStyles = css`
  :host {
    container-type: inline-size;
  }

  .table {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) repeat(3, auto);
    column-gap: 1.25rem;
    font-size: 0.875rem;
    line-height: 1.4;
    font-variant-numeric: tabular-nums;
  }

  .row {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
    align-items: baseline;
    padding-block: 0.1875rem;
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
    font-size: 0.75rem;
  }

  .head > :first-child {
    color: var(--fmnist-ink);
    font-size: 0.875rem;
    font-weight: 600;
  }

  .head > :nth-child(n + 4) {
    justify-self: end;
    width: min-content;
  }

  button {
    min-height: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }

  .swatch {
    display: inline-block;
    width: 1.375rem;
    margin-inline-end: 0.5rem;
    border-top: 1px solid var(--fmnist-edge);
    vertical-align: 0.28em;
  }

  .difference {
    display: flex;
    flex-wrap: wrap;
    column-gap: 1rem;
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

  @container (width < 40rem) {
    .table {
      grid-template-columns: minmax(0, 1fr) repeat(3, auto);
      column-gap: 0.75rem;
      font-size: 0.8125rem;
    }

    .difference {
      grid-area: 2 / 1 / 3 / -1;
      padding-inline-start: 1.875rem;
    }

    .head .difference {
      position: absolute;
      clip-path: inset(50%);
    }
  }
`;
