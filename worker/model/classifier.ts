import type { Activation } from '../protocol';

/** Pixels of an image, flattened: 28 × 28. */
export const IMAGE_PIXELS = 784;
export const CLASS_COUNT = 10;
/** Name of the model's input, as in the lesson. */
export const INPUT_NAME = 'clothing';
/** Name of the last layer, as in the lesson. */
export const OUTPUT_NAME = 'predictions';

/** One Dense layer: `activation(input · kernel + bias)`. */
export interface DenseLayer {
  readonly name: string;
  /** Length of the input row. */
  readonly inputs: number;
  /** Length of the output row. */
  readonly units: number;
  readonly activation: Activation | 'softmax';
}

/** One trainable array, and where it lies in the flat parameter vector. */
export interface Parameter {
  /** `<layer>/kernel` or `<layer>/bias`. */
  readonly name: string;
  /** `[inputs, units]` of a kernel (row-major), `[units]` of a bias. */
  readonly shape: readonly number[];
  /** Index of its first value. */
  readonly offset: number;
  readonly length: number;
}

/**
 * The lesson's classifier as layers: `dense_1`, `dense_2`, … with the given units, then `predictions`
 * with ten softmax units.
 */
export function classifierLayers(
  hidden: readonly number[],
  activation: Activation,
  inputs: number = IMAGE_PIXELS,
  classes: number = CLASS_COUNT,
): readonly DenseLayer[] {
  const widths = [inputs, ...hidden];
  const layers: DenseLayer[] = hidden.map((units, i) => ({
    name: `dense_${i + 1}`,
    inputs: widths[i] as number,
    units,
    activation,
  }));
  layers.push({
    name: OUTPUT_NAME,
    inputs: widths[hidden.length] as number,
    units: classes,
    activation: 'softmax',
  });
  return layers;
}

/** The one table every engine, initialiser and file format agrees on: kernel then bias, layer by layer. */
export function parameterTable(layers: readonly DenseLayer[]): readonly Parameter[] {
  const table: Parameter[] = [];
  let offset = 0;
  const add = (name: string, shape: readonly number[]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    table.push({ name, shape, offset, length });
    offset += length;
  };
  for (const layer of layers) {
    add(`${layer.name}/kernel`, [layer.inputs, layer.units]);
    add(`${layer.name}/bias`, [layer.units]);
  }
  return table;
}

/** Number of values in the flat parameter vector. The lesson's model has 55,050. */
export function parameterCount(table: readonly Parameter[]): number {
  return table.reduce((sum, parameter) => sum + parameter.length, 0);
}
