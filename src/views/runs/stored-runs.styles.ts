import { css } from 'lit';

export const storedRunsStyles = css`
  details {
    font-size: 0.875u;
    font-variant-numeric: tabular-nums;
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.5u;
    padding-block: 0.25u;
    border-top: 1px solid var(--fmnist-line);
  }

  p {
    flex: 1 1 16u;
    overflow-wrap: anywhere;
  }

  .all {
    display: block;
    margin-inline-start: auto;
  }

  .settings {
    display: block;
    color: var(--fmnist-muted);
    font-size: 0.8125u;
  }
`;
