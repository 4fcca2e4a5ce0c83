import { css } from 'lit';

/** The view is as high as what it shows. It opens when the visitor wants it, so it needs no reserved place. */
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
