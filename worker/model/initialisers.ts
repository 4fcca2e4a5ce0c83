import type { RandomStream } from '../random';
import { type DenseLayer, parameterCount, parameterTable } from './classifier';

/**
 * Fills a kernel with Glorot and Bengio's uniform initialiser, Keras' default for Dense layers: uniform in ±√(6 / (inputs + units)).
 * @param into the kernel, overwritten, shape (inputs, units)
 */
export function glorotUniform(into: Float32Array, inputs: number, units: number, random: RandomStream): void {
  const limit = Math.sqrt(6 / (inputs + units));
  for (let i = 0; i < into.length; i++) into[i] = (2 * random.nextFloat() - 1) * limit;
}

/**
 * The initial parameters: kernels from `glorotUniform`, biases zero.
 * @returns all parameters, in the order of `parameterTable`
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
