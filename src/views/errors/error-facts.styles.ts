import { css } from 'lit';

/** A failure with its facts and what can be done about it. */
export const errorFactsStyles = css`
  .failure {
    margin-top: 1rem;
    padding: 0.875rem 1rem 1rem;
    border-inline-start: 3px solid var(--fmnist-error);
    background: color-mix(in srgb, var(--fmnist-error) 6%, transparent);
  }

  .message {
    color: var(--fmnist-error);
    font-weight: 600;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }

  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0.25rem 1rem;
    margin-block: 0.625rem 0.875rem;
    font-size: 0.875rem;
    line-height: 1.5;
  }

  dt {
    color: var(--fmnist-muted);
  }

  dd {
    max-width: 60ch;
    overflow-wrap: anywhere;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }

  code {
    margin-inline-start: auto;
    color: var(--fmnist-muted);
    font-family: var(--fmnist-mono);
    font-size: 0.75rem;
  }

  @container (width < 30rem) {
    dl {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }

    dd + dt {
      margin-top: 0.5rem;
    }
  }
`;
