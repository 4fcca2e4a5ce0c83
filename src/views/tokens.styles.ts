import { css } from 'lit';

/**
 * The design tokens of the element, for its own `:host`. Rules of the page win over these, and the nested
 * views inherit them. Colours follow `color-scheme`.
 */
export const tokens = css`
  :host {
    --fmnist-surface: light-dark(#ffffff, #16171a);
    --fmnist-ink: light-dark(#1b1b19, #ebeae6);
    --fmnist-muted: light-dark(#62615c, #a3a29c);
    --fmnist-line: light-dark(#e3e1db, #34353a);
    --fmnist-edge: light-dark(#8b8982, #77777c);
    --fmnist-accent: light-dark(#00647c, #5fc7dc);
    --fmnist-on-accent: light-dark(#ffffff, #0b1a1f);
    --fmnist-error: light-dark(#b3261e, #ff9d92);
    --fmnist-batches: light-dark(#cfccc4, #56575d);
    --fmnist-wrong: light-dark(#a8480c, #f5a36b);
    --fmnist-positive: light-dark(#00647c, #5fc7dc);
    --fmnist-negative: light-dark(#a8480c, #f5a36b);
    --fmnist-font:
      'Helvetica Neue', 'Segoe UI', Roboto, Helvetica, Arial, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR',
      'Noto Sans CJK KR', sans-serif;
    --fmnist-mono: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace;
    --fmnist-radius: 3px;
  }

  @media (forced-colors: active) {
    :host {
      --fmnist-surface: Canvas;
      --fmnist-ink: CanvasText;
      --fmnist-muted: CanvasText;
      --fmnist-line: color-mix(in srgb, CanvasText 25%, Canvas);
      --fmnist-edge: ButtonBorder;
      --fmnist-accent: Highlight;
      --fmnist-on-accent: HighlightText;
      --fmnist-error: CanvasText;
      --fmnist-batches: color-mix(in srgb, CanvasText 40%, Canvas);
      --fmnist-wrong: CanvasText;
      --fmnist-positive: Highlight;
      --fmnist-negative: CanvasText;
    }
  }
`;

/** What every view starts from. */
export const viewBase = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  /* Korean lines break between words. */
  :lang(ko) {
    word-break: keep-all;
  }

  :focus-visible {
    outline: 2px solid var(--fmnist-accent);
    outline-offset: 2px;
  }

  h3,
  p,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
`;

/** A view that is a section with a title, a line beside it, and words in muted ink. */
export const titledSection = css`
  section {
    container-type: inline-size;
    color: var(--fmnist-ink);
    font: 400 1rem/1.5 var(--fmnist-font);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75rem;
  }

  h3 {
    font-size: 0.875rem;
    font-weight: 600;
  }

  p {
    min-height: 1.5em;
    color: var(--fmnist-muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }
`;

/** Colours that a canvas is painted with, read from elements that are not seen. The end of a transition tells of other colours. */
export const probes = css`
  .probe {
    position: absolute;
    visibility: hidden;
    forced-color-adjust: none;
    transition: color 1ms;
  }
`;

/** The triangle of a disclosure, in text colour and without an image. */
export const disclosure = css`
  summary {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.25rem;
    width: fit-content;
    cursor: pointer;
    list-style: none;
    font-size: 0.875rem;
    text-decoration: underline transparent 1px;
    text-underline-offset: 0.25em;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary::before {
    content: '';
    width: 0.4rem;
    height: 0.4rem;
    margin-inline: 0.1rem 0.15rem;
    border: solid currentColor;
    border-width: 0 1.5px 1.5px 0;
    rotate: -45deg;
  }

  details[open] > summary::before {
    rotate: 45deg;
    translate: 0 -0.1rem;
  }

  summary:hover {
    text-decoration-color: currentColor;
  }

  @media (prefers-reduced-motion: no-preference) {
    summary::before {
      transition: rotate 120ms ease-out;
    }
  }
`;
