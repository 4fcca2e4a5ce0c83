import { css } from 'lit';

/** The frame of the view: its head, the stages and where a panel has its parts. */
export const stepStyles = css`
  .head .quiet {
    margin-inline-start: auto;
  }

  .head p {
    flex: 1 1 16u;
  }

  .failure {
    color: var(--fmnist-error);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.5u 1.5u;
    margin-block: 0.5u 1u;
  }

  .walk,
  [role='tablist'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5u;
  }

  [role='tablist'] {
    gap: 0;
  }

  [role='tab'] {
    padding-inline: 0.625u;
    border: 0;
    border-bottom: 2px solid var(--fmnist-line);
    border-radius: 0;
    color: var(--fmnist-muted);
  }

  [role='tab'][aria-selected='true'] {
    border-color: var(--fmnist-accent);
    color: var(--fmnist-ink);
    font-weight: 600;
  }

  #panel,
  .content,
  .block {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 0.625u;
  }

  .content {
    gap: 1.75u;
  }

  h4.stage {
    font-size: 1.125u;
  }

  #panel > p a {
    color: var(--fmnist-accent);
  }

  .code {
    max-width: none;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25u;
    padding: 0.5u 0.75u;
    border-inline-start: 3px solid var(--fmnist-line);
    font-size: 0.8125u;
  }

  @container (width >= 34u) {
    .code div {
      display: grid;
      grid-template-columns: 5.5u minmax(0, 1fr);
    }
  }

  .code dd {
    max-width: none;
  }

  dt,
  .code span,
  .code a {
    color: var(--fmnist-muted);
  }

  .code span,
  .code a {
    margin-inline-start: 0.75u;
    font-size: 0.75u;
    overflow-wrap: anywhere;
  }

  .unseen {
    position: absolute;
    clip-path: inset(50%);
  }

  .with-images {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.75u;
  }

  @container (width >= 56u) {
    .with-images {
      grid-template-columns: 20u minmax(0, 1fr);
      gap: 2.5u;
    }

    .in-columns {
      display: flex;
      flex-wrap: wrap;
      gap: 2u 4u;
    }

    .in-columns > .pictures {
      flex: 1 1 30u;
    }

    .in-columns > .whole {
      flex: 1 0 100%;
    }
  }

  @container (width < 34u) {
    .head p {
      order: 1;
      flex-basis: 100%;
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    .content {
      animation: arrive 200ms ease-out;
    }

    @keyframes arrive {
      from {
        opacity: 0;
      }
    }
  }

  @media (forced-colors: active) {
    [role='tab'][aria-selected='true'] {
      border-color: Highlight;
    }

    [role='option'][aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
