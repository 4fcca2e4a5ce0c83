import { css } from 'lit';

/** Height of the matrix before its code has loaded. */
export const confusionMatrixPlace = css`
  :host::before {
    height: 33.75u;
  }

  @container (width < 34u) {
    :host::before {
      height: 32.25u;
    }
  }

  @container (width < 24u) {
    :host::before {
      height: 29.75u;
    }
  }

  @container (width < 18u) {
    :host::before {
      height: 31u;
    }
  }
`;
