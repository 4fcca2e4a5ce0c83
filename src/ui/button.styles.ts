import { css } from 'lit';

/** Buttons: outlined, with one filled in the accent colour. Unavailable buttons keep focus, so they use `aria-disabled`. */
export const buttons = css`
  button {
    min-height: 2.25u;
    padding: 0.375u 0.875u;
    border: 1px solid var(--fmnist-edge);
    border-radius: var(--fmnist-radius);
    background: transparent;
    color: var(--fmnist-ink);
    font: inherit;
    font-size: 0.875u;
    line-height: 1.25;
    white-space: nowrap;
    cursor: pointer;
  }

  button:hover {
    border-color: var(--fmnist-ink);
  }

  button.primary {
    border-color: var(--fmnist-accent);
    background: var(--fmnist-accent);
    color: var(--fmnist-on-accent);
    font-weight: 600;
  }

  button.primary:hover {
    border-color: var(--fmnist-ink);
  }

  button.quiet {
    border-color: transparent;
    padding-inline: 0.5u;
    color: var(--fmnist-muted);
  }

  button.quiet:hover {
    color: var(--fmnist-ink);
  }

  button[aria-disabled='true'] {
    border-color: var(--fmnist-line);
    color: color-mix(in srgb, var(--fmnist-muted) 70%, transparent);
    cursor: default;
  }

  button.primary[aria-disabled='true'] {
    background: var(--fmnist-line);
    color: var(--fmnist-muted);
  }

  button[aria-busy='true'] {
    cursor: progress;
  }

  @media (forced-colors: active) {
    button[aria-disabled='true'],
    button.primary[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
    }

    button.primary {
      forced-color-adjust: none;
    }
  }
`;
