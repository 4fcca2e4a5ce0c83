import { type Parameter, parameterCount, parameterTable } from '../../model/classifier';
import type { LayerPlacement } from './fused-memory';

/**
 * Copies parameters between two orders. Outside, a kernel of shape (inputs, units) is row-major, and kernels and
 * biases follow each other as in `parameterTable`. In the kernels' memory it lies in blocks of sixteen rows, each
 * block in panels of sixteen columns, padded with zeros.
 *
 * With 784 inputs and 64 units, row 17 of a kernel is 64 numbers in a row outside. Inside it is row 1 of block 1:
 * sixteen numbers in each of the block's four panels, which lie 16 · 16 numbers apart.
 */
export class Parameters {
  readonly #floats: Float32Array;
  readonly #layers: readonly LayerPlacement[];
  readonly #panel: number;
  readonly #table: readonly Parameter[];

  /**
   * @param floats the engine's memory
   * @param panel columns of a panel
   */
  constructor(floats: Float32Array, layers: readonly LayerPlacement[], panel: number) {
    this.#floats = floats;
    this.#layers = layers;
    this.#panel = panel;
    this.#table = parameterTable(layers.map(({ layer }) => layer));
  }

  /**
   * A copy of all weights, or of one of their moments.
   * @param distance floats from a weight to its moment in the engine's memory; 0 for the weights themselves
   */
  read(distance = 0): Float32Array<ArrayBuffer> {
    const values = new Float32Array(parameterCount(this.#table));
    this.#eachRun((inside, outside, length) => {
      values.set(this.#floats.subarray(inside + distance, inside + distance + length), outside);
    });
    return values;
  }

  /** Replaces all weights, or one of their moments. The padding stays 0. */
  write(values: Float32Array, distance = 0): void {
    this.#eachRun((inside, outside, length) => {
      this.#floats.set(values.subarray(outside, outside + length), inside + distance);
    });
  }

  /**
   * Visits every run of numbers that are neighbours in both orders: its index inside, its index outside, its length.
   */
  #eachRun(visit: (inside: number, outside: number, length: number) => void): void {
    const panel = this.#panel;
    this.#layers.forEach(({ layer, blockBytes, kernel, bias }, i) => {
      const kernelOutside = this.#table[2 * i]?.offset as number;
      const biasOutside = this.#table[2 * i + 1]?.offset as number;
      for (let column = 0; column < layer.units; column += panel) {
        const width = Math.min(panel, layer.units - column);
        for (let row = 0; row < layer.inputs; row++) {
          const block = (kernel + Math.floor(row / panel) * blockBytes) / 4;
          const inside = block + column * panel + (row % panel) * panel;
          visit(inside, kernelOutside + row * layer.units + column, width);
        }
      }
      visit(bias / 4, biasOutside, layer.units);
    });
  }
}
