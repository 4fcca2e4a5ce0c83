import { css } from 'lit';

/** A select in the element's colours. Its `.select` box draws the triangle. */
export const selects = css`
  .select {
    position: relative;
  }

  select {
    appearance: none;
    cursor: pointer;
  }

  option {
    background: var(--fmnist-surface);
    color: var(--fmnist-ink);
  }

  .select::after {
    content: '';
    position: absolute;
    inset-inline-end: var(--select-mark-inset, 0.25u);
    top: 50%;
    width: 0.4u;
    height: 0.4u;
    border: solid var(--fmnist-muted);
    border-width: 0 1.5px 1.5px 0;
    translate: 0 -75%;
    rotate: 45deg;
    pointer-events: none;
  }
`;
