import { css } from 'lit';

/** Height of the picture and its sentences before its code has loaded. No network changes it. */
export const networkPlace = css`
  :host::before {
    height: 36.75u;
  }

  @container (width < 64u) {
    :host::before {
      height: 38u;
    }
  }

  @container (width < 44u) {
    :host::before {
      height: 61.75u;
    }
  }

  @container (width < 34u) {
    :host::before {
      height: 63u;
    }
  }

  @container (width < 28u) {
    :host::before {
      height: 65.25u;
    }
  }
`;
