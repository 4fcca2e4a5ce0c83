import { formatPhoto } from './format-photo';
import { readPhoto } from './read-photo';

/** The functions that turn photos and drawings into grey values. A page that reads none never loads them. */
export const photoReading = { formatPhoto, readPhoto };

export type PhotoReading = typeof photoReading;

/** Loads the script on the first call; later calls return the same. */
export type LoadPhotoReading = () => Promise<PhotoReading>;
