import { css } from 'lit';

export const firstLayerStyles = css`
  .help {
    margin-bottom: 0.75u;
  }

  .parts {
    display: grid;
    gap: 1.5u 1.25u;
  }

  canvas {
    display: block;
    image-rendering: pixelated;
  }

  .units {
    width: 100%;
    max-width: 30u;
  }

  .sheet {
    position: relative;
  }

  .sheet canvas {
    width: 100%;
    height: auto;
  }

  [role='listbox'] {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template-columns: repeat(8, 1fr);
    grid-auto-rows: 1fr;
  }

  [role='option'] {
    cursor: pointer;
  }

  [role='option']:hover {
    box-shadow: inset 0 0 0 1px var(--fmnist-edge);
  }

  [role='option'][aria-selected='true'] {
    border: 2px solid var(--fmnist-ink);
  }

  [role='option']:focus-visible {
    z-index: 1;
    outline-offset: 0;
  }

  .scale {
    display: flex;
    justify-content: space-between;
    margin-top: 0.5u;
    padding-top: 0.75u;
    min-height: 2.5em;
    background: linear-gradient(
        to right,
        var(--fmnist-negative),
        var(--fmnist-surface),
        var(--fmnist-positive)
      )
      0 0 / 100% 0.5u no-repeat;
    font-size: 0.75u;
    forced-color-adjust: none;
  }

  .chosen {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 0.5u 1.25u;
  }

  .large {
    width: 100%;
    max-width: 14u;
    border: 1px solid var(--fmnist-line);
  }

  .garments {
    display: grid;
    grid-template-columns: repeat(6, 2.625u);
    gap: 0.375u;
    align-content: start;
  }

  .garments canvas {
    width: 100%;
    aspect-ratio: 1;
  }

  .to-come {
    color: color-mix(in srgb, var(--fmnist-line) 40%, var(--fmnist-surface));
  }

  .none canvas {
    background: color-mix(in srgb, var(--fmnist-line) 40%, var(--fmnist-surface));
  }

  @container (width < 30u) {
    .head {
      display: block;
    }

    .chosen [role='status'] {
      min-height: 3em;
    }
  }

  @container (width >= 30u) {
    .chosen {
      grid-template-columns: 14u minmax(0, 1fr);
      grid-template-rows: auto auto 1fr;
    }

    .chosen [role='status'] {
      grid-column: 1 / -1;
    }

    .large {
      grid-row: span 2;
    }

    .garments {
      grid-template-columns: repeat(4, 3.5u);
    }
  }

  @container (width >= 45u) {
    .parts {
      grid-template-columns: 30u minmax(0, 1fr);
    }
  }

  @container (45u <= width < 64u) {
    .chosen {
      grid-template-columns: minmax(0, 1fr);
    }

    .garments {
      grid-template-columns: repeat(4, minmax(0, 3.5u));
      gap: 0;
    }
  }
`;
