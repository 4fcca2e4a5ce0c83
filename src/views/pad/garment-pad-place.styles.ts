import { css } from 'lit';

/**
 * Height of the pad before its code has loaded: the drawing area is square, and tools and help take more lines in a narrow
 * column. Korean breaks its lines elsewhere; its heights are those of Nanum Gothic.
 */
export const garmentPadPlace = css`
  h3 {
    padding-top: 0.625rem;
    border-top: 1px solid var(--fmnist-ink);
    font-size: 1rem;
    font-weight: 600;
    line-height: 1.4;
  }

  :host::before {
    height: 43.5rem;
  }

  @container (width < 56rem) {
    :host::before {
      height: calc(52.3cqi + 17.5rem);
    }
  }

  @container (43.5rem > width >= 34rem) {
    :host(:not(:lang(ko)))::before {
      height: calc(52.3cqi + 20.25rem);
    }
  }

  @container (40rem > width >= 34rem) {
    :host(:not(:lang(ko)))::before {
      height: calc(52.3cqi + 23.5rem);
    }
  }

  @container (39rem > width >= 34rem) {
    :host(:lang(ko))::before {
      height: calc(52.3cqi + 21.5rem);
    }
  }

  @container (36rem > width >= 34rem) {
    :host(:lang(ko))::before {
      height: calc(52.3cqi + 24.25rem);
    }
  }

  @container (35.5rem > width >= 34rem) {
    :host(:not(:lang(ko)))::before {
      height: calc(52.3cqi + 26.25rem);
    }
  }

  @container (width < 34rem) {
    :host::before {
      height: calc(100cqi + 44rem);
    }
  }

  @container (width < 21.5rem) {
    :host(:not(:lang(ko)))::before {
      height: calc(100cqi + 46.75rem);
    }
  }

  @container (width < 19.5rem) {
    :host(:lang(ko))::before {
      height: calc(100cqi + 48rem);
    }
  }

  @container (width <= 18rem) {
    :host(:not(:lang(ko)))::before {
      height: calc(100cqi + 50.5rem);
    }
  }
`;
