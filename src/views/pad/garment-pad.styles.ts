import { css } from 'lit';

export const garmentPadStyles = css`
  section {
    container-type: inline-size;
  }

  /* In a page without a doctype, a line of text beside a button has another height. */
  h3 {
    display: flex;
    align-items: center;
  }

  .guess {
    min-height: 3em;
    margin-bottom: 0.75u;
    line-height: 1.5;
  }

  .layout {
    display: grid;
    gap: 1.25u 2.5u;
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

  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
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
  .tools > span {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5u;
  }

  .tools {
    margin-block: 0.625u 0.5u;
  }

  fieldset {
    display: flex;
  }

  label {
    position: relative;
    display: grid;
    place-items: center;
    min-width: 2.25u;
    min-height: 2.125u;
    font-size: 0.875u;
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
    padding-inline: 0.75u;
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
  .note,
  figcaption {
    color: var(--fmnist-muted);
    font-size: 0.8125u;
    line-height: 1.5;
  }

  .error {
    color: var(--fmnist-error);
  }

  .starters {
    display: grid;
    grid-template-columns: repeat(10, minmax(0, 1fr));
    max-width: 26u;
  }

  .alone .frame {
    max-width: 20u;
  }

  .alone .starters {
    margin-top: 0.5u;
  }

  .starters button {
    min-height: 2u;
    padding: 0;
  }

  .starters svg {
    display: block;
    width: 1.5u;
    margin: auto;
    fill: currentColor;
  }

  figure {
    display: flex;
    gap: 0.375u 0.75u;
    align-items: end;
    margin: 0 0 1u;
  }

  .seen {
    flex: none;
    width: 5.25u;
    height: 5.25u;
    outline: 1px solid var(--fmnist-line);
    image-rendering: pixelated;
  }

  @container (width >= 34u) {
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
      width: 8.75u;
      height: 8.75u;
    }

    .alone .drawing {
      display: grid;
      grid-template: auto auto 1fr / 17u minmax(0, 1fr);
      column-gap: 1.5u;
    }

    .alone .frame {
      grid-row: 1 / 4;
      align-self: start;
    }
  }

  @container (width >= 56u) {
    .layout {
      grid-template-columns: 26u minmax(0, 1fr);
    }

    .answer {
      display: grid;
      grid-template-columns: 8.75u minmax(0, 30u);
      gap: 2.5u;
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
