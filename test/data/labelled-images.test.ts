import { expect, test } from 'vitest';
import { labelledImages } from '../../worker/data/labelled-images';
import { trainerErrorOf } from '../fixtures/trainer-error';

const images = new Uint8Array(3 * 784);

test('images and the same number of labels make a split, without a copy', () => {
  const labels = Uint8Array.of(0, 9, 5);
  const split = labelledImages('train', images, labels);
  expect(split.count).toBe(3);
  expect(split.images).toBe(images);
  expect(split.labels).toBe(labels);
});

test.each([
  [2, '3 images, 2 labels'],
  [4, '3 images, 4 labels'],
])('%i labels for 3 images are refused with data-counts', (count, got) => {
  const error = trainerErrorOf(() => labelledImages('test', images, new Uint8Array(count)));
  expect(error).toMatchObject({ code: 'data-counts', got });
  expect(error.message).toContain('test');
});

test('an incomplete last image is refused with data-counts', () => {
  const error = trainerErrorOf(() => labelledImages('train', images.subarray(1), new Uint8Array(3)));
  expect(error.code).toBe('data-counts');
});

test('label 10 is refused with data-label, which names the label and the image', () => {
  const error = trainerErrorOf(() => labelledImages('train', images, Uint8Array.of(9, 10, 255)));
  expect(error).toMatchObject({ code: 'data-label', got: 'label 10 at image 1', expected: '0 to 9' });
});
