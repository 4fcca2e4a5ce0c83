import { css } from 'lit';

/** Height of the picture and its sentences before its code has loaded. No network changes it. */
export const networkPlace = css`
  :host::before {
    height: 32.25u;
  }

  @container (width < 32u) {
    :host::before {
      height: 60.5u;
    }
  }
`;
