import { CLASS_COUNT, IMAGE_PIXELS } from '../model/classifier';
import { TrainerError } from '../protocol';
import type { Split } from './split';

/**
 * Makes a split of images and labels, and checks that they match.
 * @param images row-major bytes, shape (count, 784)
 * @param labels class indices, shape (count)
 * @throws TrainerError `data-counts` or `data-label`
 */
export function labelledImages(which: string, images: Uint8Array, labels: Uint8Array): Split {
  const count = images.length / IMAGE_PIXELS;
  checkCounts(which, count, labels.length);
  checkLabels(which, labels);
  return { count, images, labels };
}

/** @throws TrainerError `data-counts` */
export function checkCounts(which: string, images: number, labels: number): void {
  if (images === labels) return;
  throw new TrainerError({
    code: 'data-counts',
    message: `The number of ${which} images and the number of ${which} labels differ.`,
    got: `${images.toLocaleString('en')} images, ${labels.toLocaleString('en')} labels`,
    expected: 'one label for each image',
    remedy: 'Use images and labels of the same split of the same data set.',
  });
}

/**
 * Checks labels, or a part of them.
 * @param first the index of the image that the first label belongs to
 * @throws TrainerError `data-label`
 */
export function checkLabels(which: string, labels: Uint8Array, first = 0): void {
  const wrong = labels.findIndex((label) => label >= CLASS_COUNT);
  if (wrong === -1) return;
  throw new TrainerError({
    code: 'data-label',
    message: `A label of the ${which} split is out of range.`,
    got: `label ${labels[wrong]} at image ${(first + wrong).toLocaleString('en')}`,
    expected: `0 to ${CLASS_COUNT - 1}`,
    remedy: 'Use labels of ten classes, numbered from 0 to 9.',
  });
}
