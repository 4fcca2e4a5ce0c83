import type { Chunk } from '../chunks/load-chunk';
import type { PhotoReading } from './photo-reading';

/** The script that reads photos and drawings. A worker loads it with the first photo or drawing. */
export const PHOTO_READING_CHUNK: Chunk<PhotoReading> = {
  file: 'photo-reading.js',
  code: 'photo-reading',
  message: 'The script that reads photos and drawings could not be loaded.',
};
