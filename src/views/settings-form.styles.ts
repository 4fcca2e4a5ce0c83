import { css } from 'lit';

export const settingsFormStyles = css`
  .heading {
    padding-top: 0.625rem;
    border-top: 1px solid var(--fmnist-ink);
  }

  h3 {
    font-size: 1rem;
    font-weight: 600;
    line-height: 1.4;
  }

  .when,
  .watch {
    min-height: 3em;
    color: var(--fmnist-muted);
    font-size: 0.8125rem;
    line-height: 1.5;
    text-wrap: pretty;
  }

  @container (width >= 34rem) {
    .when,
    .watch {
      min-height: 1.5em;
    }
  }

  .presets {
    margin-top: 0.875rem;
  }

  .presets .control {
    max-width: 20rem;
    margin-bottom: 0.375rem;
  }

  .groups {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
    gap: 1.25rem 2.5rem;
    margin-top: 0.875rem;
  }

  .group {
    min-width: 0;
  }

  legend {
    padding: 0;
    margin-bottom: 0.375rem;
    font-size: 0.8125rem;
    font-weight: 600;
    line-height: 1.5;
  }

  .fields {
    display: grid;
    grid-template-columns: 1fr 1fr;
    align-items: end;
    gap: 0.75rem 1.25rem;
  }

  .field {
    min-width: 0;
  }

  .field.wide {
    grid-column: 1 / -1;
  }

  label {
    color: var(--fmnist-muted);
    font-size: 0.75rem;
    line-height: 1.4;
  }

  .name {
    display: flex;
    align-items: center;
    gap: 0.125rem;
    min-height: 1.05rem;
  }

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

  input[aria-invalid='true'],
  select[aria-invalid='true'] {
    border-bottom: 2px solid var(--fmnist-error);
  }

  .hint,
  .error {
    margin-top: 0.25rem;
    font-size: 0.75rem;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }

  .hint {
    color: var(--fmnist-muted);
  }

  .error {
    color: var(--fmnist-error);
  }

  .field:has(.error) {
    grid-column: 1 / -1;
  }

  details {
    margin-top: 0.875rem;
  }

  summary {
    margin-inline-start: -0.1rem;
  }

  details .groups {
    margin-top: 0.375rem;
  }
`;
