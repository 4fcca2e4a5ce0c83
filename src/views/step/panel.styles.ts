import { css } from 'lit';

/** What panels show: words, numbers, pictures and tables. */
export const panelStyles = css`
  .block > button {
    justify-self: start;
  }

  h4 {
    margin: 0;
    font-size: 0.8125u;
    font-weight: 600;
  }

  code {
    margin: 0;
    color: var(--fmnist-ink);
    font-family: var(--fmnist-mono);
    font-size: 0.92em;
    overflow-wrap: anywhere;
  }

  h4 code {
    margin-inline-start: 0.5u;
    color: var(--fmnist-muted);
    font-weight: 400;
  }

  p {
    max-width: 46u;
  }

  .note {
    max-width: 30u;
  }

  .note,
  figcaption {
    color: var(--fmnist-muted);
    font-size: 0.75u;
    line-height: 1.5;
  }

  figure {
    min-width: 0;
    margin: 0;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5u 2u;
    font-size: 0.8125u;
    font-variant-numeric: tabular-nums;
  }

  .facts dd {
    font-size: 1u;
  }

  .formula {
    display: grid;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 0.8125u;
  }

  canvas {
    display: block;
    width: 100%;
  }

  .pixels {
    image-rendering: pixelated;
  }

  .slots,
  .bars {
    height: auto;
    max-width: 48u;
  }

  .large {
    width: 8u;
    height: 8u;
    border: 1px solid var(--fmnist-line);
  }

  .beside {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 0.75u 1.5u;
  }

  .beside > :last-child {
    flex: 1 1 19u;
  }

  .strip {
    height: 1u;
    border: 1px solid var(--fmnist-line);
  }

  .matrix {
    height: 7u;
    margin-bottom: 2px;
    border: 1px solid var(--fmnist-line);
  }

  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(16u, 1fr));
    gap: 0.75u 1.5u;
  }

  .sheets {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(11u, 28cqi), 1fr));
    gap: 0.75u 1.5u;
    max-width: 52u;
  }

  .sheet {
    height: auto;
    max-width: 16u;
  }

  .histogram {
    width: 8u;
    height: 1.75u;
  }

  .probability {
    width: 8u;
    height: 0.5u;
  }

  .share {
    display: inline-flex;
    align-items: center;
    gap: 0.5u;
  }

  canvas.batches {
    width: 9u;
    height: 0.875u;
  }

  .distribution {
    display: flex;
    align-items: end;
    gap: 0.5u;
    color: var(--fmnist-muted);
    font-size: 0.75u;
  }

  .distribution canvas {
    flex: none;
  }

  .batch {
    display: grid;
    grid-template-columns: repeat(8, minmax(0, 1fr));
    max-width: 24u;
  }

  [role='option'] {
    cursor: pointer;
  }

  [role='option']:hover {
    box-shadow: inset 0 0 0 1px var(--fmnist-edge);
  }

  [role='option'][aria-selected='true'] {
    box-shadow: inset 0 0 0 2px var(--fmnist-accent);
  }

  .scrolls {
    max-width: 100%;
    overflow: auto;
  }

  details .scrolls {
    max-height: 24u;
  }

  table {
    border-collapse: collapse;
    font-size: 0.8125u;
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    padding: 0.2u 0.75u 0.2u 0;
    border-bottom: 1px solid var(--fmnist-line);
    font-weight: 400;
    text-align: start;
    white-space: nowrap;
  }

  thead th {
    color: var(--fmnist-muted);
    font-size: 0.75u;
  }

  .marked > * {
    font-weight: 600;
  }

  .marked th {
    box-shadow: inset 3px 0 var(--fmnist-accent);
    padding-inline-start: 0.5u;
  }

  @container (width < 34u) {
    .beside :is(th, td):nth-child(n + 6) {
      display: none;
    }

    th,
    td {
      padding-inline-end: 0.5u;
    }

    .histogram {
      width: 6.5u;
    }

    .distribution {
      flex-direction: column;
      align-items: start;
      gap: 0;
    }
  }
`;
