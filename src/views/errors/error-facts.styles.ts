import { css } from 'lit';

/** A failure with its facts and what can be done about it. */
export const errorFactsStyles = css`
  .failure {
    margin-top: 1u;
    padding: 0.875u 1u 1u;
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
    gap: 0.25u 1u;
    margin-block: 0.625u 0.875u;
    font-size: 0.875u;
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
    gap: 0.5u;
  }

  code {
    margin-inline-start: auto;
    color: var(--fmnist-muted);
    font-family: var(--fmnist-mono);
    font-size: 0.75u;
  }

  @container (width < 30u) {
    dl {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }

    dd + dt {
      margin-top: 0.5u;
    }
  }
`;
