import { formatImage } from '../data/format-image';
import type { Work } from '../engines/engine';
import { CLASS_COUNT, IMAGE_PIXELS } from '../model/classifier';
import { type Prediction, TrainerError } from '../protocol';

/** The most images computed at once. Larger requests are split, so that the engine's memory stays small. */
const PREDICTION_BATCH = 1000;

/**
 * How many parts a request is split into.
 * @param images as for `predict`
 * @throws TrainerError `images-invalid`
 */
export function partsOf(images: Uint8Array | Float32Array): number {
  const isImages = isBytes(images) || images instanceof Float32Array;
  if (!isImages) throw invalid(Object.prototype.toString.call(images));
  if (images.length === 0 || images.length % IMAGE_PIXELS !== 0) throw invalid(`${images.length} values`);
  return Math.ceil(images.length / (PREDICTION_BATCH * IMAGE_PIXELS));
}

/**
 * The class probabilities of images. One part of them is one piece, or as many as `compute` yields.
 * @param images bytes 0 to 255 or floats 0 to 1, row-major, shape (count, 784)
 * @param compute the probabilities of formatted images
 * @throws TrainerError `images-invalid`
 */
export function* predict(
  images: Uint8Array | Float32Array,
  classNames: readonly string[],
  compute: (inputs: Float32Array, count: number) => Work<Float32Array>,
): Work<readonly Prediction[]> {
  const predictions: Prediction[] = [];
  const parts = partsOf(images);
  for (let part = 0; part < parts; part++) {
    const from = part * PREDICTION_BATCH * IMAGE_PIXELS;
    const inputs = formattedImages(images.subarray(from, from + PREDICTION_BATCH * IMAGE_PIXELS), from);
    const count = inputs.length / IMAGE_PIXELS;
    const probabilities = yield* compute(inputs, count);
    for (let row = 0; row < count; row++) {
      const ofRow = probabilities.subarray(row * CLASS_COUNT, (row + 1) * CLASS_COUNT);
      predictions.push(prediction(ofRow, classNames));
    }
    yield;
  }
  return predictions;
}

function prediction(probabilities: Float32Array, classNames: readonly string[]): Prediction {
  const classIndex = probabilities.indexOf(Math.max(...probabilities));
  return { classIndex, className: classNames[classIndex] ?? '', probabilities: [...probabilities] };
}

const isBytes = (images: unknown) => images instanceof Uint8Array || images instanceof Uint8ClampedArray;

/**
 * Images as the network reads them, 0 to 1.
 * @param from the position of the first value in the request
 * @throws TrainerError `images-invalid` for a value outside 0 to 1
 */
export function formattedImages(images: Uint8Array | Float32Array, from: number): Float32Array {
  if (isBytes(images)) {
    const inputs = new Float32Array(images.length);
    formatImage(new Uint8Array(images), inputs);
    return inputs;
  }
  const wrong = images.findIndex((value) => !(value >= 0 && value <= 1));
  if (wrong !== -1) throw invalid(`the value ${images[wrong]} at position ${from + wrong}`);
  return images as Float32Array;
}

function invalid(got: string): TrainerError {
  return new TrainerError({
    code: 'images-invalid',
    message: 'These are not valid images for the network.',
    got,
    expected: 'a Uint8Array (0 to 255) or a Float32Array (0 to 1) with 784 values for each image',
    remedy:
      'Scale the images to 28 × 28, bright on black as in Fashion-MNIST, and pass their pixels row by row.',
  });
}
