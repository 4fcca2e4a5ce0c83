import type { Activation } from '../protocol';

/** The number of pixels of an image: 28 × 28. */
export const IMAGE_PIXELS = 784;
export const CLASS_COUNT = 10;
/** The name of the model's input, as in the lesson. */
export const INPUT_NAME = 'clothing';
/** The name of the last layer, as in the lesson. */
export const OUTPUT_NAME = 'predictions';

/** One Dense layer: `activation(input · kernel + bias)`. */
export interface DenseLayer {
  readonly name: string;
  /** The number of inputs. */
  readonly inputs: number;
  /** The number of outputs. */
  readonly units: number;
  readonly activation: Activation | 'softmax';
}

/** One trainable array and its position in the flat parameter vector. */
export interface Parameter {
  /** `<layer>/kernel` or `<layer>/bias`. */
  readonly name: string;
  /** `[inputs, units]` (row-major) for a kernel, `[units]` for a bias. */
  readonly shape: readonly number[];
  /** The index of its first value. */
  readonly offset: number;
  readonly length: number;
}

/**
 * The layers of the lesson's classifier: `dense_1`, `dense_2`, … with the given units and activation, then `predictions` with one
 * softmax unit per class.
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

/** The order of all parameters: for each layer, its kernel and then its bias. All engines, initialisers and file formats use it. */
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

/** The number of values in the flat parameter vector: 55,050 for the lesson's model. */
export function parameterCount(table: readonly Parameter[]): number {
  return table.reduce((sum, parameter) => sum + parameter.length, 0);
}
