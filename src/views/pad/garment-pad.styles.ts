import { css } from 'lit';

export const garmentPadStyles = css`
  section {
    container-type: inline-size;
  }

  .guess {
    min-height: 3em;
    margin-bottom: 0.75rem;
    line-height: 1.5;
  }

  .layout {
    display: grid;
    gap: 1.25rem 2.5rem;
  }

  .frame {
    position: relative;
    overflow: hidden;
  }

  .frame,
  fieldset {
    border: 1px solid var(--fmnist-edge);
    border-radius: var(--fmnist-radius);
  }

  .pad {
    display: block;
    width: 100%;
    aspect-ratio: 1;
    color: var(--fmnist-ink);
    forced-color-adjust: none;
    transition: color 1ms;
    outline-offset: -2px;
    cursor: crosshair;
    touch-action: none;
  }

  .drop .pad {
    outline: 3px solid var(--fmnist-accent);
  }

  .cursor {
    position: absolute;
    left: calc(var(--x, 0.5) * 100%);
    top: calc(var(--y, 0.5) * 100%);
    width: 7.2%;
    aspect-ratio: 1;
    border: 2px solid var(--fmnist-accent);
    border-radius: 50%;
    translate: -50% -50%;
    pointer-events: none;
  }

  .down {
    background: var(--fmnist-accent);
    forced-color-adjust: none;
  }

  .pad:not(:focus-visible) + .cursor {
    display: none;
  }

  .tools,
  .tools > span,
  .starters {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }

  .tools {
    margin-block: 0.625rem 0.5rem;
  }

  fieldset {
    display: flex;
  }

  label {
    position: relative;
    display: grid;
    place-items: center;
    min-width: 2.25rem;
    min-height: 2.125rem;
    font-size: 0.875rem;
  }

  label + label {
    border-inline-start: 1px solid var(--fmnist-edge);
  }

  fieldset:enabled :has(:checked) {
    background: var(--fmnist-ink);
    color: var(--fmnist-surface);
  }

  fieldset:disabled {
    opacity: 0.4;
  }

  [type='radio'] {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  label:has(:focus-visible) {
    z-index: 1;
    outline: 2px solid var(--fmnist-accent);
    outline-offset: 2px;
  }

  .tool span {
    padding-inline: 0.75rem;
  }

  .width span {
    border: 2px solid;
    border-radius: 50%;
  }

  .width .medium {
    border-width: 4px;
  }

  .width .broad {
    border-width: 8px;
  }

  .error,
  .more,
  figcaption {
    color: var(--fmnist-muted);
    font-size: 0.8125rem;
    line-height: 1.5;
  }

  .error {
    color: var(--fmnist-error);
  }

  .starters {
    gap: 0 0.75rem;
  }

  .starters span {
    width: 100%;
  }

  .starters button {
    min-height: 2rem;
    padding: 0 0.25rem;
    margin: 0 -0.25rem;
    font-size: inherit;
    text-decoration: underline;
    text-underline-offset: 0.25em;
  }

  figure {
    display: flex;
    gap: 0.375rem 0.75rem;
    align-items: end;
    margin: 0 0 1rem;
  }

  .seen {
    flex: none;
    width: 84px;
    height: 84px;
    outline: 1px solid var(--fmnist-line);
    image-rendering: pixelated;
  }

  @container (width >= 34rem) {
    .guess {
      min-height: 1.5em;
    }

    .layout {
      grid-template: auto 1fr / minmax(0, 1.1fr) minmax(0, 1fr);
    }

    .answer {
      grid-area: 1 / 2 / 3;
    }

    figure {
      flex-direction: column;
      align-items: start;
    }

    .seen {
      width: 140px;
      height: 140px;
    }

    .starters span {
      width: auto;
    }
  }

  @container (width >= 56rem) {
    .layout {
      grid-template-columns: 26rem minmax(0, 1fr);
    }

    .answer {
      display: grid;
      grid-template-columns: 140px minmax(0, 30rem);
      gap: 2.5rem;
      align-items: start;
    }
  }

  @media (forced-colors: active) {
    fieldset:enabled :has(:checked) {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
