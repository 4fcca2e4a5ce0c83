import { css } from 'lit';

export const networkStyles = css`
  /* In a page without a doctype, a line of text beside a button has another height. */
  h3 {
    display: flex;
    align-items: center;
  }

  /* Without a sentence the line would have another baseline, and another height. */
  .head {
    align-items: center;
  }

  .stage {
    position: relative;
    height: 24u;
    margin-block: 0.5u;
    touch-action: manipulation;
  }

  canvas {
    display: block;
    width: 100%;
    height: 100%;
    font-family: var(--fmnist-font);
  }

  .active {
    position: absolute;
    pointer-events: none;
  }

  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .pointed {
    min-height: 3em;
    color: var(--fmnist-ink);
  }

  table {
    width: 100%;
    margin-block: 0.5u 1u;
    border-collapse: collapse;
    font-size: 0.8125u;
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    padding: 0.25u 0.5u 0.25u 0;
    border-bottom: 1px solid var(--fmnist-line);
    font-weight: 400;
    text-align: end;
    vertical-align: bottom;
  }

  th:first-child {
    text-align: start;
  }

  thead th {
    color: var(--fmnist-muted);
  }

  @container (width < 32u) {
    .stage {
      height: 46u;
    }

    .head {
      display: block;
    }

    .pointed {
      min-height: 6em;
    }

    .keys,
    .head p {
      min-height: 3em;
    }
  }
`;
