import { css } from 'lit';

/**
 * The title, and the height of the form before its code has loaded. In a column at least 32.5 times as wide as the font size two groups of
 * fields are side by side, and at least 50 times, all three.
 */
export const settingsFormPlace = css`
  h3 {
    padding-top: 0.625u;
    border-top: 1px solid var(--fmnist-ink);
    font-size: 1u;
    font-weight: 600;
    line-height: 1.4;
  }

  :host::before {
    height: 18.75u;
  }

  @container (width < 50u) {
    :host::before {
      height: 25u;
    }
  }

  @container (width < 34u) {
    :host::before {
      height: 27.5u;
    }
  }

  @container (width < 32.5u) {
    :host::before {
      height: 33.75u;
    }
  }

  @container (width < 22u) {
    :host::before {
      height: 35u;
    }
  }
`;
