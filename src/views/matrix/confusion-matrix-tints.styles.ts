import { css } from 'lit';

/**
 * The shading of the cells. Numbers keep a contrast of at least 4.7 : 1 on every tint, in light and dark. Tints up to half of the full
 * colour use ink; from nine tenths on they use the accent's text colour. No tint lies between, where neither would be readable.
 */
export const confusionMatrixTints = css`
  tbody td {
    --tint: var(--fmnist-wrong);
    background: color-mix(in srgb, var(--tint) var(--share-of-tint, 0%), var(--fmnist-surface));
  }

  .right {
    --tint: var(--fmnist-accent);
    font-weight: 600;
  }

  .tint-0 {
    background: none;
    color: var(--fmnist-muted);
    cursor: default;
  }

  .waiting .tint-0 {
    background: color-mix(in srgb, var(--fmnist-line) 40%, transparent);
  }

  .tint-1 {
    --share-of-tint: 12%;
  }

  .tint-2 {
    --share-of-tint: 20%;
  }

  .tint-3 {
    --share-of-tint: 28%;
  }

  .tint-4 {
    --share-of-tint: 36%;
  }

  .tint-5 {
    --share-of-tint: 43%;
  }

  .tint-6 {
    --share-of-tint: 50%;
  }

  .tint-7,
  .tint-8 {
    --share-of-tint: 90%;
    color: var(--fmnist-on-accent);
  }

  .tint-8 {
    --share-of-tint: 100%;
  }

  /* The browser would give all cells one background. Here the tints are those of system colours, with the same contrast as above. */
  @media (forced-colors: active) {
    td {
      forced-color-adjust: none;
      color: CanvasText;
    }

    .tint-1 {
      --share-of-tint: 8%;
    }

    .tint-2 {
      --share-of-tint: 13%;
    }

    .tint-3 {
      --share-of-tint: 18%;
    }

    .tint-4 {
      --share-of-tint: 23%;
    }

    .tint-5 {
      --share-of-tint: 29%;
    }

    .tint-6 {
      --share-of-tint: 35%;
    }

    .tint-7,
    .tint-8 {
      --share-of-tint: 100%;
      color: Canvas;
    }

    .right.tint-7,
    .right.tint-8 {
      color: HighlightText;
    }

    tbody .chosen.chosen {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
