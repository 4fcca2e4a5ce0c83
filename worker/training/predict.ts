import { formatImage } from '../data/format-image';
import type { Engine } from '../engines/engine';
import { CLASS_COUNT, IMAGE_PIXELS } from '../model/classifier';
import { type Prediction, TrainerError } from '../protocol';

/** The most images computed at once. Larger requests are split, so that the engine's memory stays small. */
const PREDICTION_BATCH = 1000;

/**
 * The class probabilities of images.
 * @param images bytes 0 to 255 or floats 0 to 1, row-major, shape (count, 784)
 * @throws TrainerError `images-invalid`
 */
export function predict(
  engine: Engine,
  images: Uint8Array | Float32Array,
  classNames: readonly string[],
): readonly Prediction[] {
  const inputs = formattedImages(images);
  const count = inputs.length / IMAGE_PIXELS;
  const predictions: Prediction[] = [];
  for (let start = 0; start < count; start += PREDICTION_BATCH) {
    const end = Math.min(start + PREDICTION_BATCH, count);
    const part = inputs.subarray(start * IMAGE_PIXELS, end * IMAGE_PIXELS);
    const probabilities = engine.predict(part, end - start);
    for (let row = 0; row < end - start; row++) {
      const ofRow = probabilities.subarray(row * CLASS_COUNT, (row + 1) * CLASS_COUNT);
      predictions.push(prediction(ofRow, classNames));
    }
  }
  return predictions;
}

function prediction(probabilities: Float32Array, classNames: readonly string[]): Prediction {
  const classIndex = probabilities.indexOf(Math.max(...probabilities));
  return { classIndex, className: classNames[classIndex] ?? '', probabilities: [...probabilities] };
}

function formattedImages(images: unknown): Float32Array {
  const isBytes = images instanceof Uint8Array || images instanceof Uint8ClampedArray;
  if (!isBytes && !(images instanceof Float32Array)) throw invalid(Object.prototype.toString.call(images));
  if (images.length === 0 || images.length % IMAGE_PIXELS !== 0) throw invalid(`${images.length} values`);
  if (isBytes) {
    const inputs = new Float32Array(images.length);
    formatImage(new Uint8Array(images), inputs);
    return inputs;
  }
  const wrong = images.findIndex((value) => !(value >= 0 && value <= 1));
  if (wrong !== -1) throw invalid(`the value ${images[wrong]} at position ${wrong}`);
  return images;
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
