/** The colour tokens a chart paints with, without their prefix `--fmnist-`. */
export const CHART_COLOURS = ['ink', 'muted', 'line', 'edge', 'accent', 'batches', 'surface'] as const;
export type ChartColour = (typeof CHART_COLOURS)[number];
