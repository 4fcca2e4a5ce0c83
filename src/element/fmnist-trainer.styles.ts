import { css } from 'lit';

export const trainerStyles = css`
  :host {
    background: var(--fmnist-surface);
  }

  /* The page's own elements keep the direction of their text. */
  :host(:dir(rtl)) ::slotted(*) {
    direction: rtl;
  }

  /* Here and not on the host, where a page's rule for everything would set other values. */
  .frame {
    padding: var(--fmnist-padding, clamp(0.25u, 50% - 9u, 1u));
    color: var(--fmnist-ink);
    line-height: 1.5;
  }

  .frame,
  .run > *,
  .pad,
  .picture,
  .step,
  .curves,
  .table,
  .margin {
    container-type: inline-size;
  }

  .layout {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.75u;
  }

  header {
    display: grid;
    gap: 0.125u;
  }

  h2 {
    margin: 0;
    font-size: 1.125u;
    font-weight: 600;
    line-height: 1.4;
    letter-spacing: -0.005em;
  }

  /* Screen readers need a heading above those of the parts. */
  .unseen {
    position: absolute;
    clip-path: inset(50%);
  }

  .about {
    min-height: 1.5em;
    color: var(--fmnist-muted);
    font-size: 0.875u;
    line-height: 1.5;
    font-variant-numeric: tabular-nums;
  }

  .about span + span::before {
    content: ' · ';
  }

  .notice {
    width: fit-content;
    margin-top: 0.5u;
    padding: 0.25u 0.75u;
    border-inline-start: 3px solid var(--fmnist-edge);
    font-size: 0.875u;
    line-height: 1.5;
  }

  .run,
  .curves {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5u 2u;
  }

  .charts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.75u 2.5u;
  }

  .stored {
    min-height: 2.25u;
  }

  [hidden] {
    display: none;
  }

  .network {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2.5u;
  }

  .network slot > *,
  .picture slot > *,
  .step slot > * {
    padding-top: 0.625u;
    border-top: 1px solid var(--fmnist-ink);
  }

  @container (width < 34u) {
    .about {
      min-height: 3em;
    }
  }

  @container (width < 22u) {
    .about {
      min-height: 4.5em;
    }
  }

  @container (width >= 40u) {
    .charts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }

  @container (width >= 64u) {
    .layout {
      grid-template-columns: 17u minmax(0, 1fr);
      gap: 1.25u 2u;
    }

    .layout > :not(.pad, .picture) {
      grid-column: 1 / -1;
    }

    .run {
      grid-template-columns: 32u minmax(0, 1fr);
    }

    .network {
      grid-template-columns: minmax(0, 1fr) minmax(0, 34u);
      gap: 3u 3.5u;
    }

    fmnist-first-layer,
    ::slotted([slot='weights']) {
      grid-column: 1 / -1;
    }
  }

  /* Pad, picture and charts side by side, so that a visitor sees a garment, the network and its curves together. */
  @container (width >= 72u) {
    .layout.full {
      grid-template-columns: 17u minmax(0, 1fr) 20u;
    }

    .full .curves {
      --chart-height: 9u;
      grid-column: 3;
    }
  }
`;
