import type { ChartColour } from '../chart-colours';

/**
 * A drawing as data. `canvas-painter` and the SVG of `chart-file` paint the same list, so they cannot differ. Lengths
 * are CSS pixels from the upper left corner. Later shapes cover earlier ones. Colours are named by design token.
 */
export type Shape =
  | {
      readonly kind: 'line';
      /** Which data series the line shows, if any. */
      readonly series?: SeriesName;
      /** x and y alternating. */
      readonly points: readonly number[];
      readonly colour: ChartColour;
      readonly width: number;
      readonly dash?: readonly number[];
    }
  /** A horizontal hairline, aligned to whole pixels. */
  | {
      readonly kind: 'rule';
      readonly from: number;
      readonly to: number;
      readonly y: number;
      readonly colour: ChartColour;
    }
  | {
      readonly kind: 'dot';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      readonly colour: ChartColour;
      readonly rim?: ChartColour;
    }
  | {
      readonly kind: 'text';
      readonly words: string;
      readonly x: number;
      /** Position of the baseline. */
      readonly y: number;
      readonly size: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly colour: ChartColour;
      readonly bold?: boolean;
      /** An outline that keeps the text readable on top of a line. */
      readonly rim?: ChartColour;
    }
  /** Shapes that are translated together. */
  | {
      readonly kind: 'group';
      readonly at?: readonly [x: number, y: number];
      /** Only the part inside this rectangle is visible. */
      readonly clip?: readonly [left: number, top: number, width: number, height: number];
      readonly shapes: readonly Shape[];
    };

export type SeriesName = 'batch' | 'train' | 'validation' | 'past';

/** Line styles of the data series. */
export const SERIES: Readonly<
  Record<
    SeriesName,
    { readonly colour: ChartColour; readonly width: number; readonly dash?: readonly number[] }
  >
> = {
  past: { colour: 'edge', width: 1 },
  batch: { colour: 'batches', width: 1 },
  train: { colour: 'ink', width: 1.5, dash: [5, 4] },
  validation: { colour: 'accent', width: 2 },
};

/** Measures the width of a text, in CSS pixels. */
export type Measure = (words: string, size: number, bold?: boolean) => number;
