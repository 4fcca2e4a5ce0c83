import type { ChartColour } from '../chart-colours';

/**
 * A drawing as data, for any painter: `canvas-painter` and the SVG of `chart-file` read the same list, so that they cannot
 * differ. Lengths are CSS pixels from the upper left corner; later shapes lie over earlier ones; colours go by name.
 */
export type Shape =
  | {
      readonly kind: 'line';
      /** What the line shows, if it is one of the data. */
      readonly series?: SeriesName;
      /** x and y in turn. */
      readonly points: readonly number[];
      readonly colour: ChartColour;
      readonly width: number;
      readonly dash?: readonly number[];
    }
  /** A horizontal hairline, on whole pixels. */
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
      /** Where the letters stand. */
      readonly y: number;
      readonly size: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly colour: ChartColour;
      readonly bold?: boolean;
      /** Keeps the words readable over a line. */
      readonly rim?: ChartColour;
    }
  /** Shapes that are moved together. */
  | {
      readonly kind: 'group';
      readonly at?: readonly [x: number, y: number];
      /** Only what is inside is seen. */
      readonly clip?: readonly [left: number, top: number, width: number, height: number];
      readonly shapes: readonly Shape[];
    };

export type SeriesName = 'batch' | 'train' | 'validation' | 'past';

/** How the lines of the data look. */
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

/** How wide words are, in CSS pixels. */
export type Measure = (words: string, size: number, bold?: boolean) => number;
