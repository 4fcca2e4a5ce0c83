import { css } from 'lit';

export const settingsFormStyles = css`
  .when,
  .watch {
    min-height: 3em;
    color: var(--fmnist-muted);
    font-size: 0.8125u;
    line-height: 1.5;
    text-wrap: pretty;
  }

  @container (width < 22u) {
    .when {
      min-height: 4.5em;
    }
  }

  @container (width >= 34u) {
    .when,
    .watch {
      min-height: 1.5em;
    }
  }

  .presets {
    margin-top: 0.875u;
  }

  .presets label {
    display: block;
    line-height: 1.5u;
  }

  .presets .control {
    max-width: 20u;
    margin-bottom: 0.375u;
  }

  .groups {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(15u, 100%), 1fr));
    gap: 1.25u 2.5u;
    margin-top: 0.875u;
  }

  .group {
    min-width: 0;
  }

  legend {
    padding: 0;
    margin-bottom: 0.375u;
    font-size: 0.8125u;
    font-weight: 600;
    line-height: 1.5;
  }

  .fields {
    display: grid;
    grid-template-columns: 1fr 1fr;
    align-items: end;
    gap: 0.75u 1.25u;
  }

  .field {
    min-width: 0;
  }

  .field.wide {
    grid-column: 1 / -1;
  }

  label {
    color: var(--fmnist-muted);
    font-size: 0.75u;
    line-height: 1.4;
  }

  .name {
    display: flex;
    align-items: center;
    gap: 0.125u;
    min-height: 1.5u;
  }

  input[aria-invalid='true'],
  select[aria-invalid='true'] {
    border-bottom: 2px solid var(--fmnist-error);
  }

  .hint,
  .error {
    margin-top: 0.25u;
    font-size: 0.75u;
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
    margin-top: 0.875u;
  }

  summary {
    margin-inline-start: -0.1u;
  }

  details .groups {
    margin-top: 0.375u;
  }
`;
