import type { Batch } from '../data/dataset';
import type { Guesses, Work } from '../engines/engine';
import { IMAGE_PIXELS } from '../model/classifier';
import { asText, type Examination, type FirstLayer, type Prediction, TrainerError } from '../protocol';
import { computeBreathing, computeInTurn } from './breathing';
import type { KeptEpoch } from './kept-epochs';
import type { Network } from './network';
import { partsOf, predict } from './predict';
import type { Trainable } from './trainable';

// Functions that inspect a network, as it is now or was after an earlier epoch, while it is being trained. Each answer uses the weights
// of one moment. To compute with other weights, they are put into the engine between two batches, and then the engine's own are put back.
// An engine that computes in pieces keeps its own weights where they are; the training waits while such an engine is used.

/** The number of images examined at a time, about two milliseconds of work for the lesson's network. */
const EXAMINED_AT_ONCE = 1000;

/** Lets the worker handle its messages. */
type Breathe = () => Promise<void>;

/**
 * The class probabilities of images, with the weights after an epoch, or with the current ones if `epoch` is null.
 * @param breathe awaited between two parts of a large request
 * @throws TrainerError `images-invalid` or `epoch-not-kept`
 */
export async function predictAt(
  model: Network,
  images: Uint8Array | Float32Array,
  epoch: number | null,
  breathe: Breathe,
): Promise<readonly Prediction[]> {
  const { engine, classNames } = model;
  const { pieces } = engine;
  let weights = epoch === null ? undefined : keptEpoch(model, epoch).parameters;
  if (pieces) {
    const work = predict(images, classNames, (inputs, count) => pieces.predict(inputs, count, weights));
    return computeInTurn(pieces, work, breathe);
  }
  // The training continues between two parts.
  if (partsOf(images) > 1) weights ??= engine.parameters();
  const work = predict(images, classNames, function* (inputs, count) {
    return lend(model, weights, () => engine.predict(inputs, count));
  });
  return computeBreathing(work, breathe);
}

/**
 * The network's prediction for every validation image. For an epoch, it was kept from its validation. For the current weights
 * (`epoch` null), it is computed in parts.
 * @param breathe awaited between two parts
 * @throws TrainerError `epoch-not-kept`
 */
export async function examine(model: Trainable, epoch: number | null, breathe: Breathe): Promise<Examination> {
  // A copy: sending a view of a larger array to the page would send the whole array.
  const labels = model.validation.labels.slice();
  if (epoch !== null) {
    const { predicted, confidence } = keptEpoch(model, epoch);
    return { epoch, labels, predicted, confidence };
  }
  const { engine } = model;
  const { pieces } = engine;
  if (pieces) {
    const work = guess(model, (batch, guesses) => pieces.evaluateStep(batch, guesses));
    return { epoch, labels, ...(await computeInTurn(pieces, work, breathe)) };
  }
  // The training continues between two parts.
  const frozen = engine.parameters();
  const work = guess(model, function* (batch, guesses) {
    return lend(model, frozen, () => engine.evaluateStep(batch, guesses));
  });
  return { epoch, labels, ...(await computeBreathing(work, breathe)) };
}

/** The guesses for all validation images. */
function* guess(model: Trainable, compute: (batch: Batch, guesses: Guesses) => Work<unknown>): Work<Guesses> {
  const { count } = model.validation;
  const [predicted, confidence] = [new Uint8Array(count), new Float32Array(count)];
  let start = 0;
  for (const batch of model.validationInParts(EXAMINED_AT_ONCE)) {
    const end = start + batch.count;
    yield* compute(batch, {
      predicted: predicted.subarray(start, end),
      confidence: confidence.subarray(start, end),
    });
    yield;
    start = end;
  }
  return { predicted, confidence };
}

/**
 * Returns validation images by their indices, as bytes of shape (indices, 784).
 * @throws TrainerError `index-invalid`
 */
export function garments({ validation }: Trainable, indices: readonly number[]): Uint8Array {
  if (!Array.isArray(indices)) throw noSuch('image', indices, validation.count);
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
 * The kernel of the first layer, transposed so that the 784 weights of a unit are together, as a picture: shape (units shown, 784).
 * @param most at most this many units, starting with the first
 * @throws TrainerError `epoch-not-kept`
 */
export function firstLayer(model: Network, most: number, epoch: number | null): FirstLayer {
  const units = model.config.hiddenUnits[0] as number;
  if (typeof most !== 'number') throw noSuch('unit', most, units);
  const shown = Math.min(units, Math.max(0, Math.floor(most)));
  const parameters = parametersAt(model, epoch); // starts with the kernel, (784, units)
  const kernels = new Float32Array(shown * IMAGE_PIXELS);
  for (let unit = 0; unit < shown; unit++) {
    kernels.set(columnOf(parameters, IMAGE_PIXELS, units, unit), unit * IMAGE_PIXELS);
  }
  return { epoch, units, kernels };
}

/**
 * The validation images with the largest sum of weighted pixels in one unit of the first layer. Every activation function increases
 * with that sum, so this is also the order of the unit's outputs.
 * @returns indices of images, largest sum first, at most `count`
 * @throws TrainerError `index-invalid` if the unit does not exist, `epoch-not-kept`
 */
export function excitingGarments(
  model: Trainable,
  unit: number,
  count: number,
  epoch: number | null,
): readonly number[] {
  const units = model.config.hiddenUnits[0] as number;
  if (!Number.isInteger(unit) || unit < 0 || unit >= units) throw noSuch('unit', unit, units);
  if (typeof count !== 'number') throw noSuch('image', count, model.validation.count);
  const parameters = parametersAt(model, epoch);
  const weights = columnOf(parameters, IMAGE_PIXELS, units, unit);
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

/**
 * The weights into one unit.
 * @param kernel begins with the kernel of the unit's layer, shape (inputs, units)
 */
export function columnOf(kernel: Float32Array, inputs: number, units: number, unit: number): Float32Array {
  return Float32Array.from({ length: inputs }, (_, i) => kernel[i * units + unit] as number);
}

export function parametersAt(model: Network, epoch: number | null): Float32Array {
  return epoch === null ? model.engine.parameters() : keptEpoch(model, epoch).parameters;
}

/** Computes with other weights in the engine, if there are any, then restores its own weights, bit for bit. */
function lend<T>({ engine }: Network, parameters: Float32Array | undefined, compute: () => T): T {
  if (!parameters) return compute();
  const own = engine.parameters();
  engine.setParameters(parameters);
  try {
    return compute();
  } finally {
    engine.setParameters(own);
  }
}

/**
 * What was kept of an epoch.
 * @throws TrainerError `epoch-not-kept`
 */
export function keptEpoch({ kept }: Pick<Network, 'kept'>, epoch: number): KeptEpoch {
  const found = kept.get(epoch);
  if (found) return found;
  throw new TrainerError({
    code: 'epoch-not-kept',
    message: `The weights after epoch ${asText(epoch)} were not kept.`,
    got: `epoch ${asText(epoch)}`,
    expected: kept.epochs.length === 0 ? 'an epoch that has ended' : `one of ${kept.epochs.join(', ')}`,
    remedy: 'Pass a kept epoch, or null for the current weights.',
  });
}

/** The error for an index that does not exist. */
export function noSuch(what: 'image' | 'layer' | 'unit', got: unknown, count: number): TrainerError {
  return new TrainerError({
    code: 'index-invalid',
    message: `There is no ${what} ${asText(got)}.`,
    got: `${what} ${asText(got)}`,
    expected: `0 to ${count - 1}`,
    remedy: 'Pass an index in the expected range.',
  });
}
