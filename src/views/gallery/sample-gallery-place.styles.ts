import { css } from 'lit';

/** Height of the gallery before its code has loaded: the window, and title, text and filters in as many lines as they take. */
export const sampleGalleryPlace = css`
  h3 {
    font-size: 1u;
    font-weight: 600;
    line-height: 1.4;
  }

  :host::before {
    height: calc(var(--fmnist-gallery-height, 30u) + 6.25u);
  }

  @container (width < 34u) {
    :host::before {
      height: calc(var(--fmnist-gallery-height, 23u) + 7.75u);
    }
  }

  @container (width < 28.25u) {
    :host(:lang(ko))::before {
      height: calc(var(--fmnist-gallery-height, 23u) + 10u);
    }
  }

  @container (width < 26.5u) {
    :host::before {
      height: calc(var(--fmnist-gallery-height, 23u) + 10u);
    }
  }
`;
