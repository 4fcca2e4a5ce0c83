import { css } from 'lit';

/** The design tokens, without their prefix `--fmnist-`, and their defaults. */
export const TOKENS: Readonly<Record<string, string>> = {
  surface: 'light-dark(#ffffff, #16171a)',
  ink: 'light-dark(#1b1b19, #ebeae6)',
  muted: 'light-dark(#62615c, #a3a29c)',
  line: 'light-dark(#e3e1db, #34353a)',
  edge: 'light-dark(#8b8982, #77777c)',
  accent: 'light-dark(#00647c, #5fc7dc)',
  'on-accent': 'light-dark(#ffffff, #0b1a1f)',
  error: 'light-dark(#b3261e, #ff9d92)',
  batches: 'light-dark(#cfccc4, #56575d)',
  wrong: 'light-dark(#a8480c, #f5a36b)',
  positive: 'light-dark(#00647c, #5fc7dc)',
  negative: 'light-dark(#a8480c, #f5a36b)',
  font:
    "'Helvetica Neue', 'Segoe UI', Roboto, Helvetica, Arial, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', " +
    "'Noto Sans CJK KR', sans-serif",
  mono: "ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  radius: '3px',
  size: 'medium',
};

/** What a token may be, if not just anything. A length such as `1.2em` belongs to the element that declares it, so views inside a view do not multiply it. */
const SYNTAX: Readonly<Record<string, string>> = { size: '<length> | <custom-ident>' };

/** The colours of an element: its own, or those of the page's `color-scheme`. */
export type Theme = 'light' | 'dark' | 'auto';

/** The documents that have the tokens. */
const registered = new WeakSet<Document>();

/**
 * Registers the tokens with their default values for a whole document (docs/decisions/0041), for the trainer and for
 * views used alone. A value that the page sets on the element or an ancestor is inherited.
 */
export function registerTokens(ownerDocument: Document): void {
  const view = ownerDocument.defaultView;
  if (!view || registered.has(ownerDocument)) return;
  registered.add(ownerDocument);
  const register = (name: string, syntax: string, initialValue: string) => {
    try {
      view.CSS.registerProperty({ name, syntax, inherits: true, initialValue });
    } catch {
      // Another copy of the script has registered it.
    }
  };
  for (const [name, initialValue] of Object.entries(TOKENS)) {
    register(`--fmnist-${name}`, SYNTAX[name] ?? '*', initialValue);
  }
  // The length `u` of our style sheets (scripts/build/own-unit.mjs): the font size of the view's element, in pixels.
  register('--fmnist-u', '<length>', '0px');
}

/**
 * Base styles of every view. The properties that a page's text passes on to everything inside it start anew here. Those that no author
 * sets on a single view are important: a page's rule for `*` would win otherwise.
 */
export const viewBase = css`
  :host {
    --fmnist-u: 1em;
    display: block;
    color: var(--fmnist-ink);
    font: 400 1em / 1.5 var(--fmnist-font);
    font-size: var(--fmnist-size) !important;
    letter-spacing: normal !important;
    word-spacing: normal !important;
    text-transform: none !important;
    text-indent: 0 !important;
    text-shadow: none !important;
    writing-mode: horizontal-tb !important;
    text-align: start;
    white-space: normal;
    word-break: normal;
    overflow-wrap: normal;
    hyphens: manual;
    -webkit-text-fill-color: currentcolor;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  :host([theme='light']),
  :host([theme='dark']) {
    background: var(--fmnist-surface);
  }

  :host([hidden]) {
    display: none;
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

  /* Bars, tints and the light text of a dark page need the backgrounds, which browsers leave out of print. */
  @media print {
    :host {
      background: var(--fmnist-surface);
      -webkit-print-color-adjust: exact;
      print-color-adjust: exact;
    }

    figure,
    canvas,
    tr,
    li {
      break-inside: avoid;
    }
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  /* Korean text breaks between words. */
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
  form,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }

  /* In a page without a doctype, a table does not inherit colour and line height. */
  table {
    color: inherit;
    line-height: inherit;
  }
`;

/** A view with a title, a line beside it, and muted text. */
export const titledSection = css`
  section {
    container-type: inline-size;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75u;
  }

  h3 {
    font-size: 0.875u;
    font-weight: 600;
  }

  p {
    min-height: 1.5em;
    color: var(--fmnist-muted);
    font-size: 0.8125u;
    font-variant-numeric: tabular-nums;
  }
`;

/** Colours for painting on a canvas, read from invisible elements. A transition's end event reports a colour change. */
export const probes = css`
  .probe {
    position: absolute;
    visibility: hidden;
    forced-color-adjust: none;
    transition: color 1ms;
  }

  .probe.ink {
    color: var(--fmnist-ink);
  }

  .probe.muted {
    color: var(--fmnist-muted);
  }

  .probe.line {
    color: var(--fmnist-line);
  }

  .probe.edge {
    color: var(--fmnist-edge);
  }

  .probe.surface {
    color: var(--fmnist-surface);
  }

  .probe.accent {
    color: var(--fmnist-accent);
  }

  .probe.batches {
    color: var(--fmnist-batches);
  }

  .probe.wrong {
    color: var(--fmnist-wrong);
  }

  .probe.positive {
    color: var(--fmnist-positive);
  }

  .probe.negative {
    color: var(--fmnist-negative);
  }
`;

/** The triangle of a disclosure, drawn in the text colour without an image. */
export const disclosure = css`
  summary {
    display: flex;
    align-items: center;
    gap: 0.5u;
    min-height: 2.25u;
    width: fit-content;
    cursor: pointer;
    list-style: none;
    font-size: 0.875u;
    text-decoration: underline transparent 1px;
    text-underline-offset: 0.25em;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary::before {
    content: '';
    width: 0.4u;
    height: 0.4u;
    margin-inline: 0.1u 0.15u;
    border: solid currentColor;
    border-width: 0 1.5px 1.5px 0;
    rotate: -45deg;
  }

  details[open] > summary::before {
    rotate: 45deg;
    translate: 0 -0.1u;
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
