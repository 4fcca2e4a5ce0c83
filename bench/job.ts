// The job of every contender: the lesson with its default settings.

import { classifierLayers, parameterCount, parameterTable } from '../worker/model/classifier';
import { DEFAULT_CONFIG } from '../worker/protocol';

export const BATCH = DEFAULT_CONFIG.batchSize;
export const LEARNING_RATE = DEFAULT_CONFIG.learningRate;
export const TRAIN_IMAGES = 60_000;

/** The layers, first to last. */
export const LAYERS = classifierLayers(DEFAULT_CONFIG.hiddenUnits, DEFAULT_CONFIG.activation);
/** Number of parameters: kernels and biases of all layers. */
export const WEIGHTS = parameterCount(parameterTable(LAYERS));

/** Operations per image of a forward pass: a multiplication and an addition for every weight. */
const product = (layers: typeof LAYERS) =>
  layers.reduce((sum, { inputs, units }) => sum + 2 * inputs * units, 0);

/**
 * Nominal floating-point operations of training on `images`: the forward pass, the gradients of all weights, and the
 * input gradients of all layers but the first. Zeros that a kernel skips are counted, and only matrix products are
 * counted, so that the figures of all contenders are comparable.
 */
export function trainingFlops(images: number): number {
  return images * (2 * product(LAYERS) + product(LAYERS.slice(1)));
}

/** The name of a Node contender when it runs in Chromium. */
export const inChromium = (name: string) => `${name} (Chromium)`;

/** Billions of operations per second. */
export function gflops(flops: number, seconds: number): number {
  return flops / seconds / 1e9;
}
