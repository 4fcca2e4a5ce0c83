import { css } from 'lit';

/** The view is as high as its content. It opens only when the visitor presses a button, so it needs no reserved place. */
export const stepPlace = css`
  .closed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5u 1u;
  }

  .closed p {
    flex: 1 1 18u;
  }
`;
