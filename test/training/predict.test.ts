import { describe, expect, test } from 'vitest';
import { CLASS_NAMES } from '../../worker/data/fashion-mnist';
import type { Work } from '../../worker/engines/engine';
import { predict } from '../../worker/training/predict';
import { trainerErrorOf } from '../fixtures/trainer-error';

/**
 * Computes an answer that can be computed by hand: an image's first ten pixels, scaled to a sum of 1, are its class
 * probabilities.
 * @param batches receives how many images are computed at once
 */
function predictions(images: Uint8Array | Float32Array, batches: number[] = []) {
  const work = predict(images, CLASS_NAMES, function* (inputs, count): Work<Float32Array> {
    batches.push(count);
    const probabilities = new Float32Array(count * 10);
    for (let row = 0; row < count; row++) {
      const pixels = inputs.subarray(row * 784, row * 784 + 10);
      const sum = pixels.reduce((total, value) => total + value, 0);
      probabilities.set(
        pixels.map((value) => value / sum),
        row * 10,
      );
    }
    return probabilities;
  });
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Images of bytes: pixel `bright[i]` of image i is 255, the nine others of the first ten are 15. */
function imagesOf(bright: readonly number[]): Uint8Array {
  const images = new Uint8Array(bright.length * 784);
  bright.forEach((pixel, row) => {
    images.fill(15, row * 784, row * 784 + 10);
    images[row * 784 + pixel] = 255;
  });
  return images;
}

const asFloats = (bytes: Uint8Array) => Float32Array.from(bytes, (byte) => byte / 255);

describe('a prediction', () => {
  const [prediction] = predictions(imagesOf([9]));

  test('names the most probable class', () => {
    expect(prediction).toMatchObject({ classIndex: 9, className: 'Ankle boot' });
  });

  test('has all ten probabilities in the order of the class names', () => {
    expect(prediction?.probabilities).toHaveLength(10);
    expect(prediction?.probabilities[9]).toBeCloseTo(255 / (255 + 9 * 15), 6);
    expect(prediction?.probabilities[0]).toBeCloseTo(15 / (255 + 9 * 15), 6);
  });
});

test('is the same for bytes, clamped bytes and floats of the same images', () => {
  const bytes = imagesOf([2, 5]);
  const expected = predictions(bytes);
  const clamped = new Uint8ClampedArray(bytes) as unknown as Uint8Array;
  expect(predictions(clamped)).toEqual(expected);
  expect(predictions(asFloats(bytes))).toEqual(expected);
  expect(expected.map(({ className }) => className)).toEqual(['Pullover', 'Sandal']);
});

test('of 2,500 images is computed for at most 1,000 at once, and returned in order', () => {
  const batches: number[] = [];
  const bright = Array.from({ length: 2500 }, (_, i) => (i * 7) % 10);
  const answers = predictions(imagesOf(bright), batches);
  expect(batches).toEqual([1000, 1000, 500]);
  expect(answers.map(({ classIndex }) => classIndex)).toEqual(bright);
});

describe('images are refused with images-invalid', () => {
  const refusal = (images: unknown) => trainerErrorOf(() => predictions(images as Uint8Array));
  const withValue = (value: number) => new Float32Array(784).fill(0.5).with(100, value);

  test.each<[string, unknown, string]>([
    ['there are none', new Uint8Array(0), '0 values'],
    ['one has a pixel too few', new Uint8Array(783), '783 values'],
    ['the last is incomplete', new Float32Array(784 * 2 + 1), '1569 values'],
    ['they are a plain list', new Array(784).fill(0), '[object Array]'],
    ['they are in float64', new Float64Array(784), '[object Float64Array]'],
    ['they are missing', undefined, '[object Undefined]'],
    ['a float is above 1', withValue(1.5), 'the value 1.5 at position 100'],
    ['a float is below 0', withValue(-0.25), 'the value -0.25 at position 100'],
    ['a float is not a number', withValue(Number.NaN), 'the value NaN at position 100'],
  ])('if %s', (_, images, got) => {
    const error = refusal(images);
    expect(error).toMatchObject({ code: 'images-invalid', got });
    expect(error.expected).toContain('784');
  });
});
