import { css } from 'lit';

/**
 * Height of the pad before its code has loaded: the drawing area is square, and the tools take more lines in a narrow column. Korean
 * breaks its lines elsewhere; its heights are those of Nanum Gothic.
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
    height: 39.75u;
  }

  :host([data-has-picture])::before {
    height: 24u;
  }

  @container (width < 56u) {
    :host(:not([data-has-picture]))::before {
      height: calc(52.3cqi + 12.5u);
    }
  }

  @container (42.75u > width >= 34u) {
    :host(:not([data-has-picture], :lang(ko)))::before {
      height: calc(52.3cqi + 15.25u);
    }
  }

  @container (39.75u > width >= 34u) {
    :host(:not([data-has-picture], :lang(ko)))::before {
      height: calc(52.3cqi + 17.25u);
    }
  }

  @container (38.75u > width >= 34u) {
    :host(:lang(ko):not([data-has-picture]))::before {
      height: calc(52.3cqi + 15.25u);
    }
  }

  @container (35u > width >= 34u) {
    :host(:not([data-has-picture]))::before,
    :host(:lang(ko):not([data-has-picture]))::before {
      height: calc(52.3cqi + 20u);
    }
  }

  @container (width < 34u) {
    :host(:not([data-has-picture]))::before {
      height: calc(100cqi + 37.75u);
    }

    :host([data-has-picture])::before {
      height: calc(min(100cqi, 20u) + 14u);
    }
  }

  @container (width < 21u) {
    :host(:not([data-has-picture], :lang(ko)))::before {
      height: calc(100cqi + 40.5u);
    }

    :host([data-has-picture]:not(:lang(ko)))::before {
      height: calc(min(100cqi, 20u) + 16.75u);
    }
  }

  @container (width < 19.5u) {
    :host(:not([data-has-picture], :lang(ko)))::before {
      height: calc(100cqi + 42.5u);
    }

    :host([data-has-picture]:not(:lang(ko)))::before {
      height: calc(100cqi + 18.75u);
    }
  }

  @container (width < 19u) {
    :host(:lang(ko):not([data-has-picture]))::before {
      height: calc(100cqi + 40.5u);
    }

    :host([data-has-picture]:lang(ko))::before {
      height: calc(100cqi + 16.75u);
    }
  }
`;
