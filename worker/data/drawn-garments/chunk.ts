import { offer } from '../../chunks/load-chunk';
import { DRAWN_GARMENTS_CHUNK } from './chunk-name';
import { drawDataSet } from './draw-data-set';

// The entry of the separate script drawn-garments.js.
offer(DRAWN_GARMENTS_CHUNK, drawDataSet);
