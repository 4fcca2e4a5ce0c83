import type { Chunk } from '../../chunks/load-chunk';
import type { drawDataSet } from './draw-data-set';

/** The script that draws the garments. A worker loads it when a run uses them. */
export const DRAWN_GARMENTS_CHUNK: Chunk<typeof drawDataSet> = {
  file: 'drawn-garments.js',
  code: 'drawn-garments',
  message: 'The script that draws the garments could not be loaded.',
};
