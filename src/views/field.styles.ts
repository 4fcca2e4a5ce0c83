import { css } from 'lit';

/** Text fields and selects: a line below, a triangle of our own. A control stands in a box `.control`, a select's is `.select` too. */
export const fields = css`
  .control {
    position: relative;
    display: block;
  }

  input,
  select {
    width: 100%;
    min-height: 2rem;
    padding: 0.25rem 0;
    border: 0;
    border-bottom: 1px solid var(--fmnist-edge);
    border-radius: 0;
    background: transparent;
    color: var(--fmnist-ink);
    font: inherit;
    font-size: 0.9375rem;
    line-height: 1.4;
    font-variant-numeric: tabular-nums;
    text-overflow: ellipsis;
  }

  select {
    appearance: none;
    padding-inline-end: 1.125rem;
    cursor: pointer;
  }

  option {
    background: var(--fmnist-surface);
    color: var(--fmnist-ink);
  }

  .control.select::after {
    content: '';
    position: absolute;
    inset-inline-end: 0.25rem;
    top: 50%;
    width: 0.4rem;
    height: 0.4rem;
    border: solid var(--fmnist-muted);
    border-width: 0 1.5px 1.5px 0;
    translate: 0 -75%;
    rotate: 45deg;
    pointer-events: none;
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
