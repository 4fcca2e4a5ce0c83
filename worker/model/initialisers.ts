import type { RandomStream } from '../random';
import { type DenseLayer, parameterCount, parameterTable } from './classifier';

/**
 * Glorot and Bengio's uniform initialiser, Keras' default for Dense kernels: uniform in ±√(6 / (fan-in + fan-out)).
 * @param into the kernel, filled in place, shape (inputs, units)
 */
export function glorotUniform(into: Float32Array, inputs: number, units: number, random: RandomStream): void {
  const limit = Math.sqrt(6 / (inputs + units));
  for (let i = 0; i < into.length; i++) into[i] = (2 * random.nextFloat() - 1) * limit;
}

/**
 * The weights before the first step: Glorot-uniform kernels, zero biases.
 * @returns all parameters in the order of `parameterTable`
 */
export function initialParameters(layers: readonly DenseLayer[], random: RandomStream): Float32Array {
  const table = parameterTable(layers);
  const parameters = new Float32Array(parameterCount(table));
  for (const { shape, offset, length } of table) {
    const [inputs, units] = shape;
    if (inputs === undefined || units === undefined) continue; // a bias stays zero
    glorotUniform(parameters.subarray(offset, offset + length), inputs, units, random);
  }
  return parameters;
}
