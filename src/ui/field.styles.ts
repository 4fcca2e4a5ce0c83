import { css } from 'lit';

/** Text fields and selects: a line below, and our own triangle (select.styles.ts). Each control is inside a `.control` box, which for a select also has the class `.select`. */
export const fields = css`
  .control {
    position: relative;
    display: block;
  }

  input,
  select {
    width: 100%;
    min-height: 2u;
    padding: 0.25u 0;
    border: 0;
    border-bottom: 1px solid var(--fmnist-edge);
    border-radius: 0;
    background: transparent;
    color: var(--fmnist-ink);
    font: inherit;
    font-size: 0.9375u;
    line-height: 1.4;
    font-variant-numeric: tabular-nums;
    text-overflow: ellipsis;
  }

  select {
    padding-inline-end: 1.125u;
  }

  input::placeholder {
    color: var(--fmnist-muted);
    opacity: 1;
  }

  input:hover:enabled,
  select:hover:enabled {
    border-bottom-color: var(--fmnist-ink);
  }

  input:focus-visible,
  select:focus-visible {
    outline-offset: 3px;
  }

  input:disabled,
  select:disabled {
    border-bottom-color: var(--fmnist-line);
    color: var(--fmnist-muted);
    opacity: 1;
    cursor: default;
  }
`;
