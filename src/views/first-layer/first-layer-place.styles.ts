import { css } from 'lit';

/** Height of the view before its code has loaded: in a narrow column the sheet of units is as high as it is wide. */
export const firstLayerPlace = css`
  :host::before {
    height: 35.75u;
  }

  @container (width < 45u) {
    :host::before {
      height: 54.25u;
    }
  }

  @container (width < 30u) {
    :host::before {
      height: calc(100cqi + 35.75u);
    }
  }
`;
