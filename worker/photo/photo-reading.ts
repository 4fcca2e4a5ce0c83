import { formatPhoto } from './format-photo';
import { readPhoto } from './read-photo';

/** Everything that turns photos and drawings into grey values. Pages without pictures never load it. */
export const photoReading = { formatPhoto, readPhoto };

export type PhotoReading = typeof photoReading;

/** Loads the script on the first call; later calls return the same. */
export type LoadPhotoReading = () => Promise<PhotoReading>;
