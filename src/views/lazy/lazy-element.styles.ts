import { css } from 'lit';

/**
 * The element is as wide as its place, and at least as high as its `::before`. Each lazy element gives that the height of
 * its view, so nothing below moves when the view arrives.
 */
export const lazyElementStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
    container-type: inline-size;
  }

  :host::before {
    content: '';
  }

  :host::before,
  section {
    grid-area: 1 / 1;
  }
`;
