import { IMAGE_PIXELS } from '../model/classifier';
import { type Examination, type FirstLayer, type Prediction, TrainerError } from '../protocol';
import type { KeptEpoch } from './kept-epochs';
import type { Network } from './network';
import { predict } from './predict';
import type { Trainable } from './trainable';

// Looking at a network, as it is or as it was, while it goes on training. All weights an answer rests on are those of
// one moment. The engine lends its memory for that: between two batches the weights asked for go in, and come out again.

/** Images that are looked at in one go: about two milliseconds of the lesson's network. */
const EXAMINED_AT_ONCE = 1000;

/**
 * Class probabilities of images, under the weights after an epoch or of the moment.
 * @throws TrainerError `images-invalid` or `epoch-not-kept`
 */
export function predictAt(
  model: Network,
  images: Uint8Array | Float32Array,
  epoch: number | null,
): readonly Prediction[] {
  return withWeights(model, epoch, () => predict(model.engine, images, model.classNames));
}

/**
 * What the network makes of every validation image. An epoch's is at hand since its validation. That of the moment is
 * computed in parts, between which `breathe` lets the training go on.
 * @throws TrainerError `epoch-not-kept`
 */
export async function examine(
  model: Trainable,
  epoch: number | null,
  breathe: () => Promise<void>,
): Promise<Examination> {
  const { count } = model.validation;
  // A copy of its own: sent to the page, a part of a larger array would take all of that along.
  const labels = model.validation.labels.slice();
  if (epoch !== null) {
    const { predicted, confidence } = keptEpoch(model, epoch);
    return { epoch, labels, predicted, confidence };
  }
  const frozen = model.engine.parameters();
  const [predicted, confidence] = [new Uint8Array(count), new Float32Array(count)];
  let start = 0;
  for (const batch of model.validationInParts(EXAMINED_AT_ONCE)) {
    if (start > 0) await breathe();
    const end = start + batch.count;
    const guesses = { predicted: predicted.subarray(start, end), confidence: confidence.subarray(start, end) };
    lend(model, frozen, () => model.engine.evaluateStep(batch, guesses));
    start = end;
  }
  return { epoch, labels, predicted, confidence };
}

/**
 * Validation images, shape (indices, 784).
 * @throws TrainerError `index-invalid`
 */
export function garments({ validation }: Trainable, indices: readonly number[]): Uint8Array {
  const pixels = new Uint8Array(indices.length * IMAGE_PIXELS);
  indices.forEach((index, i) => {
    if (!Number.isInteger(index) || index < 0 || index >= validation.count)
      throw noSuch('image', index, validation.count);
    const from = index * IMAGE_PIXELS;
    pixels.set(validation.images.subarray(from, from + IMAGE_PIXELS), i * IMAGE_PIXELS);
  });
  return pixels;
}

/**
 * The first layer's kernel turned, so that the weights of a unit lie together as a picture.
 * @param most units that are wanted, from the first on
 * @throws TrainerError `epoch-not-kept`
 */
export function firstLayer(model: Network, most: number, epoch: number | null): FirstLayer {
  const units = model.config.hiddenUnits[0] as number;
  const shown = Math.min(units, Math.max(0, Math.floor(most)));
  const parameters = parametersAt(model, epoch); // begins with the kernel, (784, units)
  const kernels = new Float32Array(shown * IMAGE_PIXELS);
  for (let unit = 0; unit < shown; unit++) {
    for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
      kernels[unit * IMAGE_PIXELS + pixel] = parameters[pixel * units + unit] as number;
    }
  }
  return { epoch, units, kernels };
}

/**
 * The validation images with the largest sum of weighted pixels in one unit of the first layer. Every activation rises
 * with that sum, so the order is that of the unit's outputs.
 * @returns indices, strongest first
 * @throws TrainerError `index-invalid` for a unit that there is not, `epoch-not-kept`
 */
export function excitingGarments(
  model: Trainable,
  unit: number,
  count: number,
  epoch: number | null,
): readonly number[] {
  const units = model.config.hiddenUnits[0] as number;
  if (!Number.isInteger(unit) || unit < 0 || unit >= units) throw noSuch('unit', unit, units);
  const parameters = parametersAt(model, epoch);
  const weights = Float32Array.from({ length: IMAGE_PIXELS }, (_, pixel) =>
    Number(parameters[pixel * units + unit]),
  );
  const { images, count: all } = model.validation;
  const sums = new Float32Array(all);
  for (let image = 0; image < all; image++) {
    let sum = 0;
    const from = image * IMAGE_PIXELS;
    for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
      sum += (images[from + pixel] as number) * (weights[pixel] as number);
    }
    sums[image] = sum;
  }
  const order = Array.from(sums.keys()).sort((a, b) => (sums[b] as number) - (sums[a] as number));
  return order.slice(0, Math.max(0, count));
}

function parametersAt(model: Network, epoch: number | null): Float32Array {
  return epoch === null ? model.engine.parameters() : keptEpoch(model, epoch).parameters;
}

function withWeights<T>(model: Network, epoch: number | null, compute: () => T): T {
  return epoch === null ? compute() : lend(model, keptEpoch(model, epoch).parameters, compute);
}

/** Computes with other weights in the engine, and leaves it as it was, bit by bit. */
function lend<T>({ engine }: Network, parameters: Float32Array, compute: () => T): T {
  const own = engine.parameters();
  engine.setParameters(parameters);
  try {
    return compute();
  } finally {
    engine.setParameters(own);
  }
}

/**
 * What is kept of an epoch.
 * @throws TrainerError `epoch-not-kept`
 */
export function keptEpoch({ kept }: Pick<Network, 'kept'>, epoch: number): KeptEpoch {
  const found = kept.get(epoch);
  if (found) return found;
  throw new TrainerError({
    code: 'epoch-not-kept',
    message: `The weights after epoch ${epoch} are not here.`,
    got: `epoch ${epoch}`,
    expected: kept.epochs.length === 0 ? 'an epoch that has been trained' : `one of ${kept.epochs.join(', ')}`,
    remedy: 'Ask for a kept epoch, or for null, the weights of the moment.',
  });
}

function noSuch(what: 'image' | 'unit', got: number, count: number): TrainerError {
  return new TrainerError({
    code: 'index-invalid',
    message: `There is no ${what} ${got}.`,
    got: `${what} ${got}`,
    expected: `0 to ${count - 1}`,
    remedy: 'Ask for one that there is.',
  });
}
