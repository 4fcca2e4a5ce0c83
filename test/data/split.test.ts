import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Arrival, sliceSplit, splitForRun } from '../../worker/data/split';
import { numberedSplit, tinyData } from '../fixtures/tiny-data';

const firstPixels = ({ images, count }: { images: Uint8Array; count: number }) =>
  Array.from({ length: count }, (_, i) => images[i * 784]);

describe('a slice of a split', () => {
  test('has the images and labels from the first index up to the second', () => {
    const slice = sliceSplit(numberedSplit(20), 12, 15);
    expect(slice.count).toBe(3);
    expect(firstPixels(slice)).toEqual([12, 13, 14]);
    expect([...slice.labels]).toEqual([2, 3, 4]);
    expect(slice.images).toHaveLength(3 * 784);
  });

  test('copies nothing', () => {
    const split = numberedSplit(4);
    expect(sliceSplit(split, 1, 3).images.buffer).toBe(split.images.buffer);
  });
});

describe('a run', () => {
  const data = { ...tinyData(1, 1), train: numberedSplit(50), test: numberedSplit(7) };

  test('without a validation split validates on the test split, as the lesson does', () => {
    const { train, validation, test: final } = splitForRun(data, 0);
    expect(train).toEqual(data.train);
    expect(validation).toBe(data.test);
    expect(final).toBe(data.test);
  });

  test('with a validation split of 0.1 validates on the last tenth and does not change the test split', () => {
    const { train, validation, test: final } = splitForRun(data, 0.1);
    expect(firstPixels(train)).toEqual(Array.from({ length: 45 }, (_, i) => i));
    expect(firstPixels(validation)).toEqual([45, 46, 47, 48, 49]);
    expect(final).toBe(data.test);
  });

  test('with 60,000 images and a split of 0.1 validates on 6,000', () => {
    const train = { count: 60_000, images: new Uint8Array(60_000), labels: new Uint8Array(60_000) };
    expect(splitForRun({ ...data, train }, 0.1).validation.count).toBe(6000);
  });

  test('with 12 training images trains on the first 12, and validates on the same images as before', () => {
    const { train, validation } = splitForRun(data, 0.1, 12);
    expect(firstPixels(train)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    expect(firstPixels(validation)).toEqual([45, 46, 47, 48, 49]);
    expect(splitForRun(data, 0, 12).validation).toBe(data.test);
  });

  test('with more training images in the settings than there are trains on all', () => {
    expect(splitForRun(data, 0, 1_000_000).train.count).toBe(50);
  });

  test('neither loses nor repeats an image, whatever the validation split', () => {
    const shares = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(shares, (share) => {
        const { train, validation } = splitForRun(data, share);
        expect(train.count + validation.count).toBe(50);
        expect(Math.abs(validation.count - 50 * share)).toBeLessThanOrEqual(0.5);
        expect([...firstPixels(train), ...firstPixels(validation)]).toEqual(firstPixels(data.train));
      }),
    );
  });
});

test('a part of a split that is still arriving reports its missing images by their positions in the whole split', () => {
  const asked: number[][] = [];
  const arrival: Arrival = {
    missing: (from, to) => {
      asked.push([from, to]);
      return undefined;
    },
  };
  const part = sliceSplit({ ...numberedSplit(20), arrival }, 12, 18);
  sliceSplit(part, 1, 3).arrival?.missing(0, 2);
  part.arrival?.missing(2, 6);
  expect(asked).toEqual([
    [13, 15],
    [14, 18],
  ]);
});
