import { css } from 'lit';

export const chartStyles = css`
  :host {
    container-type: inline-size;
  }

  /* Side by side, charts keep their plots on one line, however far their captions wrap. */
  figure {
    display: flex;
    flex-direction: column;
    height: 100%;
    margin: 0;
    padding-top: 0.625rem;
    border-top: 1px solid var(--fmnist-ink);
  }

  figcaption {
    flex: 1;
  }

  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 0.5rem;
    line-height: 1.4;
  }

  h3 {
    font-size: 1rem;
    font-weight: 600;
  }

  .unit,
  .legend {
    font-size: 0.8125rem;
  }

  .unit {
    color: var(--fmnist-muted);
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.125rem 1rem;
    margin-block: 0.5rem 0.25rem;
    line-height: 1.5;
    font-variant-numeric: tabular-nums;
  }

  .epoch {
    min-width: 4.25rem;
  }

  .legend fmnist-help-tip {
    margin-inline-start: -0.75rem;
  }

  @container (width < 25rem) {
    .epoch {
      flex-basis: 100%;
    }
  }

  @container (width < 19rem) {
    .legend fmnist-help-tip {
      display: none;
    }
  }

  .name {
    color: var(--fmnist-muted);
  }

  .value {
    display: inline-block;
    min-width: 6.5ch;
    font-weight: 600;
  }

  .key.validation .name,
  .key.validation .value {
    color: var(--fmnist-accent);
  }

  .swatch {
    display: inline-block;
    width: 1.375rem;
    margin-inline-end: 0.375rem;
    border-top: 2px solid var(--fmnist-accent);
    vertical-align: 0.28em;
  }

  .train .swatch {
    border-top: 2px dashed var(--fmnist-ink);
  }

  .keys {
    display: flex;
    gap: 1rem;
    margin-inline-start: auto;
    font-size: 0.8125rem;
  }

  .batch .swatch,
  .past .swatch {
    border-top: 1px solid var(--fmnist-edge);
  }

  .batch .swatch {
    border-top: 3px solid var(--fmnist-batches);
  }

  .frame {
    position: relative;
  }

  .note {
    display: grid;
    position: absolute;
    inset-block-start: 0.5rem;
    inset-inline-end: 1rem;
    max-width: calc(100% - 4rem);
    padding: 0.1875rem 0.5rem;
    border: 1px solid var(--fmnist-line);
    border-radius: var(--fmnist-radius);
    background: color-mix(in srgb, var(--fmnist-surface) 92%, transparent);
    font-size: 0.75rem;
    line-height: 1.4;
    text-align: end;
    overflow-wrap: anywhere;
    pointer-events: none;
  }

  .note.accuracy {
    inset-block: auto 2.125rem;
  }

  .note b {
    font-weight: 600;
  }

  .plot {
    height: var(--fmnist-chart-height, 15rem);
    touch-action: pan-y;
    cursor: crosshair;
  }

  canvas {
    display: block;
    width: 100%;
    height: 100%;
  }

  .x-axis {
    color: var(--fmnist-muted);
    font-size: 0.75rem;
    line-height: 1.4;
    text-align: end;
  }

  .ink {
    color: var(--fmnist-ink);
  }

  .muted {
    color: var(--fmnist-muted);
  }

  .line {
    color: var(--fmnist-line);
  }

  .edge {
    color: var(--fmnist-edge);
  }

  .accent {
    color: var(--fmnist-accent);
  }

  .surface {
    color: var(--fmnist-surface);
  }

  .batches {
    color: var(--fmnist-batches);
  }
`;
