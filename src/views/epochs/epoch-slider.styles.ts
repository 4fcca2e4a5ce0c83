import { css } from 'lit';

export const epochSliderStyles = css`
  :host {
    container-type: inline-size;
  }

  .frame {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 0.25u 1u;
  }

  .play {
    display: grid;
    place-items: center;
    width: 2.5u;
    padding: 0;
  }

  .play::before {
    content: '';
    width: 0.75u;
    height: 0.875u;
    background: currentColor;
    clip-path: polygon(0 0, 100% 50%, 0 100%);
    forced-color-adjust: none;
  }

  .playing::before {
    clip-path: polygon(0 0, 35% 0, 35% 100%, 65% 100%, 65% 0, 100% 0, 100% 100%, 0 100%);
  }

  p {
    grid-column: 2 / -1;
    font-size: 0.875u;
    line-height: 1.4;
    font-variant-numeric: tabular-nums;
  }

  .back {
    grid-area: 1 / 3;
  }

  .back[hidden] {
    display: block;
    visibility: hidden;
  }

  input {
    appearance: none;
    width: 100%;
    height: 1.75u;
    margin: 0;
    background: linear-gradient(var(--fmnist-edge), var(--fmnist-edge)) center / 100% 2px no-repeat;
    forced-color-adjust: none;
    cursor: pointer;
  }

  ::-webkit-slider-thumb {
    appearance: none;
    width: 1u;
    height: 1u;
    border-radius: 50%;
    background: var(--fmnist-accent);
  }

  ::-moz-range-thumb {
    border: 0;
    background: var(--fmnist-accent);
  }

  input:disabled {
    opacity: 0.5;
    cursor: default;
  }

  @container (width < 34u) {
    .frame {
      column-gap: 0.75u;
    }

    p {
      grid-area: 2 / 1 / 3 / 3;
      min-height: 2.8em;
      font-size: 0.8125u;
    }

    p:has(+ [hidden]) {
      grid-column-end: -1;
    }

    input {
      grid-area: 1 / 2 / 2 / 4;
    }

    .back {
      grid-area: 2 / 3;
    }
  }
`;
