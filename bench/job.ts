// The job that every contender does: the lesson's, in its default settings.

import { classifierLayers, parameterCount, parameterTable } from '../worker/model/classifier';
import { DEFAULT_CONFIG } from '../worker/protocol';

export const BATCH = DEFAULT_CONFIG.batchSize;
export const LEARNING_RATE = DEFAULT_CONFIG.learningRate;
export const TRAIN_IMAGES = 60_000;

/** The layers, first to last. */
export const LAYERS = classifierLayers(DEFAULT_CONFIG.hiddenUnits, DEFAULT_CONFIG.activation);
/** Kernels and biases of all layers. */
export const WEIGHTS = parameterCount(parameterTable(LAYERS));

/** A multiplication and an addition for every weight. */
const product = (layers: typeof LAYERS) =>
  layers.reduce((sum, { inputs, units }) => sum + 2 * inputs * units, 0);

/**
 * Nominal floating-point operations of training on `images`: the forward pass, the gradients of all weights, and the
 * gradients of the inputs of all layers but the first. Zeros that a kernel skips are counted, what is not a matrix
 * product is not, so that everyone's figures compare.
 */
export function trainingFlops(images: number): number {
  return images * (2 * product(LAYERS) + product(LAYERS.slice(1)));
}

/** What a row of Node's is called when it ran in Chromium. */
export const inChromium = (name: string) => `${name} (Chromium)`;

/** Billions of operations a second. */
export function gflops(flops: number, seconds: number): number {
  return flops / seconds / 1e9;
}

/** @throws Error without values */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('Nothing has no median.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
