import { css } from 'lit';

/**
 * Height of the pad before its code has loaded: the drawing area is square, and tools and help take more lines in a narrow
 * column. Korean breaks its lines elsewhere; its heights are those of Nanum Gothic.
 */
export const garmentPadPlace = css`
  h3 {
    padding-top: 0.625u;
    border-top: 1px solid var(--fmnist-ink);
    font-size: 1u;
    font-weight: 600;
    line-height: 1.4;
  }

  :host::before {
    height: 43.5u;
  }

  @container (width < 56u) {
    :host::before {
      height: calc(52.3cqi + 17.5u);
    }
  }

  @container (43.5u > width >= 34u) {
    :host(:not(:lang(ko)))::before {
      height: calc(52.3cqi + 20.25u);
    }
  }

  @container (40u > width >= 34u) {
    :host(:not(:lang(ko)))::before {
      height: calc(52.3cqi + 23.5u);
    }
  }

  @container (39u > width >= 34u) {
    :host(:lang(ko))::before {
      height: calc(52.3cqi + 21.5u);
    }
  }

  @container (36u > width >= 34u) {
    :host(:lang(ko))::before {
      height: calc(52.3cqi + 24.25u);
    }
  }

  @container (35.5u > width >= 34u) {
    :host(:not(:lang(ko)))::before {
      height: calc(52.3cqi + 26.25u);
    }
  }

  @container (width < 34u) {
    :host::before {
      height: calc(100cqi + 44u);
    }
  }

  @container (width < 21.5u) {
    :host(:not(:lang(ko)))::before {
      height: calc(100cqi + 46.75u);
    }
  }

  @container (width < 19.5u) {
    :host(:lang(ko))::before {
      height: calc(100cqi + 48u);
    }
  }

  @container (width <= 18u) {
    :host(:not(:lang(ko)))::before {
      height: calc(100cqi + 50.5u);
    }
  }
`;
