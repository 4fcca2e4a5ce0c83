import { type Parameter, parameterCount, parameterTable } from '../../model/classifier';
import type { Work } from '../engine';
import { finish } from '../pieces';
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
   * @param distance floats from a weight in the first place to what is read; 0 for the weights themselves
   */
  read(distance = 0): Float32Array<ArrayBuffer> {
    return finish(this.reading(distance));
  }

  /** The same as `read`, in pieces. */
  *reading(distance: number): Work<Float32Array<ArrayBuffer>> {
    const values = new Float32Array(parameterCount(this.#table));
    const floats = this.#floats;
    yield* this.#runs((inside, outside, length) => {
      for (let i = 0; i < length; i++) values[outside + i] = floats[inside + distance + i] as number;
    });
    return values;
  }

  /** Replaces all weights, or one of their moments. The padding stays 0. */
  write(values: Float32Array, distance = 0): void {
    for (const _ of this.writing(values, distance));
  }

  /** The same as `write`, in pieces. */
  writing(values: Float32Array, distance: number): Work<void> {
    const floats = this.#floats;
    return this.#runs((inside, outside, length) => {
      for (let i = 0; i < length; i++) floats[inside + distance + i] = values[outside + i] as number;
    });
  }

  /**
   * Visits every run of numbers that are neighbours in both orders: its index inside, its index outside, its length.
   * A piece is sixteen rows of a kernel.
   */
  *#runs(visit: Visit): Work<void> {
    const panel = this.#panel;
    for (const [i, { layer, blockBytes, kernel, bias }] of this.#layers.entries()) {
      const kernelOutside = this.#table[2 * i]?.offset as number;
      const biasOutside = this.#table[2 * i + 1]?.offset as number;
      for (let row = 0; row < layer.inputs; row++) {
        const inside = (kernel + Math.floor(row / panel) * blockBytes) / 4 + (row % panel) * panel;
        const outside = kernelOutside + row * layer.units;
        for (let column = 0; column < layer.units; column += panel) {
          visit(inside + column * panel, outside + column, Math.min(panel, layer.units - column));
        }
        if (row % panel === panel - 1) yield;
      }
      visit(bias / 4, biasOutside, layer.units);
    }
  }
}

type Visit = (inside: number, outside: number, length: number) => void;
