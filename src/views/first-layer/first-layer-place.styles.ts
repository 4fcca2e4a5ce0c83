import { css } from 'lit';

/** Height of the view before its code has loaded: in a narrow column the sheet of units is as high as it is wide. */
export const firstLayerPlace = css`
  :host::before {
    height: 35.75rem;
  }

  @container (width < 45rem) {
    :host::before {
      height: 54.25rem;
    }
  }

  @container (width < 30rem) {
    :host::before {
      height: calc(100cqi + 35.75rem);
    }
  }
`;
