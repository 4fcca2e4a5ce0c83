import { css } from 'lit';

/** Height of the matrix before its code has loaded. */
export const confusionMatrixPlace = css`
  :host::before {
    height: 33.75rem;
  }

  @container (width < 34rem) {
    :host::before {
      height: 32.25rem;
    }
  }

  @container (width < 24rem) {
    :host::before {
      height: 29.75rem;
    }
  }

  @container (width < 18rem) {
    :host::before {
      height: 31rem;
    }
  }
`;
