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
  if (count !== labels.length) {
    throw new TrainerError({
      code: 'data-counts',
      message: `The number of ${which} images and the number of ${which} labels differ.`,
      got: `${count.toLocaleString('en')} images, ${labels.length.toLocaleString('en')} labels`,
      expected: 'one label for each image',
      remedy: 'Use images and labels of the same split of the same data set.',
    });
  }
  const wrong = labels.findIndex((label) => label >= CLASS_COUNT);
  if (wrong !== -1) {
    throw new TrainerError({
      code: 'data-label',
      message: `A label of the ${which} split is out of range.`,
      got: `label ${labels[wrong]} at image ${wrong.toLocaleString('en')}`,
      expected: `0 to ${CLASS_COUNT - 1}`,
      remedy: 'Use labels of ten classes, numbered from 0 to 9.',
    });
  }
  return { count, images, labels };
}
