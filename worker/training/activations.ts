import type { Work } from '../engines/engine';
import {
  classifierLayers,
  type DenseLayer,
  IMAGE_PIXELS,
  type Parameter,
  parameterTable,
} from '../model/classifier';
import type { Activation, Activations, UnitWeights } from '../protocol';
import { checkAnswerSize } from './answer-size';
import { computeBreathing, computeInTurn } from './breathing';
import { columnOf, noSuch, parametersAt } from './inspect';
import type { Network } from './network';
import { formattedImages, partsOf } from './predict';

/**
 * What comes out of every layer for one or more images, with the weights after an epoch, or with the current ones if `epoch` is null.
 * Computed in float64 from the weights, not by the engine, since the fused kernels keep the outputs of no layer.
 * @param breathe awaited between two pieces of a long computation
 * @throws TrainerError `images-invalid`, `epoch-not-kept`, or `call-refused` if the arrays would be too large
 */
export async function activationsAt(
  model: Network,
  images: Uint8Array | Float32Array,
  epoch: number | null,
  breathe: () => Promise<void>,
): Promise<Activations> {
  partsOf(images);
  const inputs = formattedImages(images, 0);
  const { hiddenUnits, activation } = model.config;
  const layers = classifierLayers(hiddenUnits, activation);
  checkAnswerSize('activations', bytesOf(layers, inputs.length / IMAGE_PIXELS), 'Pass fewer images at a time.');
  const parameters = await weightsAt(model, epoch, breathe);
  const work = forward(layers, parameters, inputs);
  return { epoch, ...(await computeBreathing(work, breathe)) };
}

/**
 * The weights into one unit of a layer, counted from the first hidden layer.
 * @throws TrainerError `index-invalid` or `epoch-not-kept`
 */
export async function unitWeightsAt(
  model: Network,
  layer: number,
  unit: number,
  epoch: number | null,
  breathe: () => Promise<void>,
): Promise<UnitWeights> {
  const layers = classifierLayers(model.config.hiddenUnits, model.config.activation);
  const found = Number.isInteger(layer) && layers[layer];
  if (!found) throw noSuch('layer', layer, layers.length);
  const { inputs, units } = found;
  if (!Number.isInteger(unit) || unit < 0 || unit >= units) throw noSuch('unit', unit, units);
  const parameters = await weightsAt(model, epoch, breathe);
  const [kernel, bias] = offsetsOf(layers, layer);
  const weights = columnOf(parameters.subarray(kernel), inputs, units, unit);
  return { epoch, weights, bias: parameters[bias + unit] as number };
}

async function weightsAt(
  model: Network,
  epoch: number | null,
  breathe: () => Promise<void>,
): Promise<Float32Array> {
  const { pieces } = model.engine;
  if (pieces && epoch === null) return computeInTurn(pieces, pieces.parameters(), breathe);
  return parametersAt(model, epoch);
}

/** The answer in float32, and the float64 outputs of two neighbouring layers. */
function bytesOf(layers: readonly DenseLayer[], count: number): number {
  const units = layers.map((layer) => layer.units);
  const all = units.reduce((sum, own) => sum + own, 0);
  return count * (4 * all + 16 * Math.max(...units));
}

/** A piece is one image in one layer. */
function* forward(
  layers: readonly DenseLayer[],
  parameters: Float32Array,
  images: Float32Array,
): Work<Omit<Activations, 'epoch'>> {
  const count = images.length / IMAGE_PIXELS;
  const outputs: Float32Array[] = [];
  let input: ArrayLike<number> = images;
  for (const [i, { inputs, units, activation }] of layers.entries()) {
    const [kernel, bias] = offsetsOf(layers, i);
    const output = new Float64Array(count * units);
    for (let row = 0; row < count; row++) {
      const sums = output.subarray(row * units, (row + 1) * units);
      sums.set(parameters.subarray(bias, bias + units));
      for (let j = 0; j < inputs; j++) {
        const x = input[row * inputs + j] as number;
        if (x === 0) continue;
        const from = kernel + j * units;
        for (let u = 0; u < units; u++) {
          sums[u] = (sums[u] as number) + x * (parameters[from + u] as number);
        }
      }
      if (activation !== 'softmax') sums.set(sums.map(ACTIVATE[activation]));
      yield;
    }
    input = output;
    outputs.push(Float32Array.from(output));
  }
  const logits = outputs.pop() as Float32Array;
  return { hidden: outputs, logits, probabilities: softmax(input as Float64Array, count) };
}

const ACTIVATE: Readonly<Record<Activation, (z: number) => number>> = {
  relu: (z) => Math.max(z, 0),
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
};

/** @param logits shape (count, classes) */
function softmax(logits: Float64Array, count: number): Float32Array {
  const classes = logits.length / count;
  const probabilities = new Float32Array(logits.length);
  for (let row = 0; row < count; row++) {
    const z = logits.subarray(row * classes, (row + 1) * classes);
    const highest = Math.max(...z);
    const powers = z.map((value) => Math.exp(value - highest));
    const sum = powers.reduce((total, power) => total + power, 0);
    probabilities.set(
      powers.map((power) => power / sum),
      row * classes,
    );
  }
  return probabilities;
}

/** Where the kernel and the bias of a layer begin. */
function offsetsOf(layers: readonly DenseLayer[], i: number): readonly [kernel: number, bias: number] {
  const [kernel, bias] = parameterTable(layers).slice(2 * i) as [Parameter, Parameter];
  return [kernel.offset, bias.offset];
}
