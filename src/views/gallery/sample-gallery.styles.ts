import { css } from 'lit';

export const sampleGalleryStyles = css`
  section {
    container-type: inline-size;
  }

  .about {
    color: var(--fmnist-muted);
    font-size: 0.8125u;
    line-height: 1.5;
    text-wrap: pretty;
  }

  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375u;
    margin-block: 0.75u;
    font-variant-numeric: tabular-nums;
  }

  .filters button,
  select {
    min-height: 2u;
    padding: 0.25u 0.625u;
    font-size: 0.8125u;
  }

  /* The numbers may grow without pushing their neighbours. */
  .count {
    display: inline-block;
    min-width: 5.5ch;
    margin-inline-start: 0.375u;
    color: var(--fmnist-muted);
    text-align: start;
  }

  .select {
    --select-mark-inset: 0.625u;
  }

  select {
    width: 7.25u;
    text-overflow: ellipsis;
    padding-inline-end: 1.5u;
    border: 1px solid var(--fmnist-edge);
    border-radius: var(--fmnist-radius);
    background: transparent;
    color: var(--fmnist-ink);
    font-family: inherit;
    line-height: 1.25;
  }

  select:hover {
    border-color: var(--fmnist-ink);
  }

  .filters [aria-pressed='true'],
  select.chosen {
    border-color: var(--fmnist-ink);
    background: var(--fmnist-ink);
    color: var(--fmnist-surface);
    forced-color-adjust: none;
  }

  [aria-pressed='true'] .count,
  .select:has(.chosen)::after {
    border-color: var(--fmnist-surface);
    color: var(--fmnist-surface);
  }

  .filters .cell {
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .window {
    border-block: 1px solid var(--fmnist-line);
  }

  /* Four rows and the top of a fifth, which shows that there are more. The left side leaves room for the focus ring. */
  .scroller {
    --height: var(--fmnist-gallery-height, 30u);
    position: relative;
    height: var(--height);
    margin-inline-start: -4px;
    padding-inline-start: 4px;
    overflow: hidden auto;
    contain: strict;
    scrollbar-width: thin;
    scrollbar-color: var(--fmnist-edge) transparent;
    scrollbar-gutter: stable;
    cursor: pointer;
  }

  .scroller:focus {
    outline: none;
  }

  .scroller.still {
    cursor: default;
  }

  .content {
    position: relative;
    min-height: 100%;
  }

  /* Stays in place while the content scrolls, and draws the visible part. A transition's end event reports a change of
     colour; garment-tiles reads the colours. */
  canvas {
    position: sticky;
    top: 0;
    display: block;
    width: 100%;
    height: var(--height);
    color: var(--fmnist-ink);
    outline-color: var(--fmnist-wrong);
    caret-color: var(--fmnist-muted);
    text-decoration-color: var(--fmnist-line);
    font-size: 0.75u;
    forced-color-adjust: none;
    transition: color 1ms;
  }

  .active {
    position: absolute;
    margin-inline-start: -4px;
    border-radius: var(--fmnist-radius);
    pointer-events: none;
  }

  .scroller:focus-visible .active {
    outline: 2px solid var(--fmnist-accent);
    outline-offset: -2px;
  }

  .hidden {
    position: absolute;
    clip-path: inset(50%);
  }

  .none {
    position: absolute;
    inset: 1.5u 0 auto;
    color: var(--fmnist-muted);
    font-size: 0.875u;
  }

  @container (width < 34u) {
    .about {
      min-height: 3em;
    }

    .scroller {
      --height: var(--fmnist-gallery-height, 23u);
    }
  }
`;
