import { css } from 'lit';

export const chartStyles = css`
  :host {
    container-type: inline-size;
  }

  /* Side by side, charts keep their titles, their legends and their plots on one line each, however far the titles wrap. */
  figure {
    display: flex;
    flex-direction: column;
    height: 100%;
    margin: 0;
    padding-top: 0.625u;
    border-top: 1px solid var(--fmnist-ink);
  }

  figcaption {
    display: flex;
    flex: 1;
    flex-direction: column;
    justify-content: space-between;
  }

  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 0.5u;
    line-height: 1.4;
  }

  h3 {
    font-size: 1u;
    font-weight: 600;
  }

  .unit,
  .legend {
    font-size: 0.8125u;
  }

  .unit {
    color: var(--fmnist-muted);
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.125u 1u;
    margin-block: 0.5u 0.25u;
    line-height: 1.5;
    font-variant-numeric: tabular-nums;
  }

  .epoch {
    min-width: 4.25u;
  }

  .legend fmnist-help-tip {
    margin-inline-start: -0.75u;
  }

  @container (width < 25u) {
    .epoch {
      flex-basis: 100%;
    }
  }

  @container (width < 19u) {
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
    width: 1.375u;
    margin-inline-end: 0.375u;
    border-top: 2px solid var(--fmnist-accent);
    vertical-align: 0.28em;
  }

  .train .swatch {
    border-top: 2px dashed var(--fmnist-ink);
  }

  .keys {
    display: flex;
    gap: 1u;
    margin-inline-start: auto;
    font-size: 0.8125u;
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
    inset-block-start: 0.5u;
    inset-inline-end: 1u;
    max-width: calc(100% - 4u);
    padding: 0.1875u 0.5u;
    border: 1px solid var(--fmnist-line);
    border-radius: var(--fmnist-radius);
    background: color-mix(in srgb, var(--fmnist-surface) 92%, transparent);
    font-size: 0.75u;
    line-height: 1.4;
    text-align: end;
    overflow-wrap: anywhere;
    pointer-events: none;
  }

  .note.accuracy {
    inset-block: auto 2.125u;
  }

  .note b {
    font-weight: 600;
  }

  .plot {
    height: var(--fmnist-chart-height, var(--chart-height, 15u));
    touch-action: pan-y;
    cursor: crosshair;
  }

  canvas {
    display: block;
    width: 100%;
    height: 100%;
  }

  /* Paper is narrower than the screen for which the chart was drawn. */
  @media print {
    canvas {
      object-fit: contain;
      object-position: left;
    }
  }

  .x-axis {
    color: var(--fmnist-muted);
    font-size: 0.75u;
    line-height: 1.4;
    text-align: end;
  }
`;
