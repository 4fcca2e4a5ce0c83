import { css } from 'lit';

export const garmentDetailStyles = css`
  dialog {
    width: min(40u, 100vw - 1u);
    max-height: calc(100dvh - 1u);
    padding: 0;
    border: 1px solid var(--fmnist-edge);
    border-radius: var(--fmnist-radius);
    background: var(--fmnist-surface);
    color: var(--fmnist-ink);
    container-type: inline-size;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  .sheet {
    display: grid;
    grid-template: auto auto 1fr auto / auto minmax(0, 1fr);
    gap: 0.25u 1.75u;
    padding: 1.25u;
  }

  canvas {
    grid-row: 1 / span 3;
    width: 17.5u;
    height: 17.5u;
    image-rendering: pixelated;
    color: var(--fmnist-ink);
    forced-color-adjust: none;
    transition: color 1ms;
  }

  h3 {
    font-size: 1.25u;
    font-weight: 600;
    line-height: 1.3;
  }

  .guess {
    min-height: 1.5em;
    font-size: 0.875u;
    line-height: 1.5;
  }

  .guess.wrong {
    color: var(--fmnist-wrong);
    font-weight: 600;
  }

  fmnist-probability-bars {
    align-self: end;
  }

  .steps {
    display: flex;
    flex-wrap: wrap;
    grid-column: 1 / -1;
    align-items: center;
    gap: 0.5u;
    margin-top: 1u;
    padding-top: 0.75u;
    border-top: 1px solid var(--fmnist-line);
  }

  .close {
    margin-inline-start: auto;
  }

  .heading {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.75u;
  }

  .position {
    color: var(--fmnist-muted);
    font-size: 0.8125u;
    font-variant-numeric: tabular-nums;
  }

  .hidden {
    position: absolute;
    clip-path: inset(50%);
  }

  @container (width < 36u) {
    .sheet {
      grid-template: none / minmax(0, 1fr);
      padding: 0.875u;
    }

    canvas {
      grid-row: auto;
      width: 12.25u;
      height: 12.25u;
      justify-self: center;
    }

    fmnist-probability-bars {
      margin-top: 0.25u;
    }

    .steps {
      margin-top: 0.5u;
    }
  }
`;
