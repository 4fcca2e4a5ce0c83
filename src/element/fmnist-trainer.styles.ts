import { css } from 'lit';

export const trainerStyles = css`
  :host {
    background: var(--fmnist-surface);
    color: var(--fmnist-ink);
    font: 400 1rem/1.5 var(--fmnist-font);
    text-align: start;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }

  .frame,
  .figure,
  .margin,
  .pad {
    container-type: inline-size;
  }

  .layout {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.75rem;
  }

  header {
    display: grid;
    gap: 0.125rem;
  }

  h2 {
    margin: 0;
    font-size: 1.125rem;
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
    font-size: 0.875rem;
    line-height: 1.5;
    font-variant-numeric: tabular-nums;
  }

  .about span + span::before {
    content: ' · ';
  }

  .notice {
    width: fit-content;
    margin-top: 0.5rem;
    padding: 0.25rem 0.75rem;
    border-inline-start: 3px solid var(--fmnist-edge);
    font-size: 0.875rem;
    line-height: 1.5;
  }

  .figure-layout {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem;
  }

  .charts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.75rem 2.5rem;
  }

  .stored {
    min-height: 2.25rem;
  }

  [hidden] {
    display: none;
  }

  .network {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2.5rem;
  }

  .network slot > * {
    padding-top: 0.625rem;
    border-top: 1px solid var(--fmnist-ink);
  }

  @container (width < 34rem) {
    .about {
      min-height: 3em;
    }
  }

  @container (width < 22rem) {
    .about {
      min-height: 4.5em;
    }
  }

  @container (width >= 40rem) {
    .charts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }

  @container (width >= 64rem) {
    .layout {
      grid-template-columns: minmax(0, 1fr) 17.5rem;
      column-gap: 3.5rem;
    }

    header,
    .network,
    .pad {
      grid-column: 1 / -1;
    }

    .layout:not(.full) .figure,
    .layout:not(.full) .pad {
      grid-column: 1 / -1;
    }

    .network {
      grid-template-columns: minmax(0, 1fr) minmax(0, 34rem);
      gap: 3rem 3.5rem;
    }

    fmnist-first-layer,
    ::slotted([slot='weights']) {
      grid-column: 1 / -1;
    }
  }
`;
