import { offer } from '../chunks/load-chunk';
import { PHOTO_READING_CHUNK } from './chunk-name';
import { photoReading } from './photo-reading';

// The entry of the separate script photo-reading.js.
offer(PHOTO_READING_CHUNK, photoReading);
