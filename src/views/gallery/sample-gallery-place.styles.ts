import { css } from 'lit';

/** Height of the gallery before its code has loaded: the window, and title, text and filters in as many lines as they take. */
export const sampleGalleryPlace = css`
  h3 {
    font-size: 1rem;
    font-weight: 600;
    line-height: 1.4;
  }

  :host::before {
    height: calc(var(--fmnist-gallery-height, 30rem) + 6.25rem);
  }

  @container (width < 34rem) {
    :host::before {
      height: calc(var(--fmnist-gallery-height, 23rem) + 7.75rem);
    }
  }

  @container (width < 28.25rem) {
    :host(:lang(ko))::before {
      height: calc(var(--fmnist-gallery-height, 23rem) + 10rem);
    }
  }

  @container (width < 26.5rem) {
    :host::before {
      height: calc(var(--fmnist-gallery-height, 23rem) + 10rem);
    }
  }
`;
