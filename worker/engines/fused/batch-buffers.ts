import type { Batch } from '../../data/dataset';
import { formatImage } from '../../data/format-image';
import type { FusedMemory, LayerPlacement } from './fused-memory';

/** Whether a batch's images are only scaled to 0…1. Then the kernels read their bytes and scale them. */
export const isPixels = (batch: Batch): boolean => batch.map === formatImage;

/**
 * Two buffers for a batch's labels and pixels: the front one belongs to the current step, the back one can be filled
 * with the next batch while helper threads still read the front one.
 */
export class BatchBuffers {
  readonly #bytes: Uint8Array;
  readonly #floats: Float32Array;
  readonly #memory: FusedMemory;
  #front = 0;

  /** @param buffer the engine's memory, which never grows */
  constructor(buffer: ArrayBufferLike, memory: FusedMemory) {
    this.#bytes = new Uint8Array(buffer);
    this.#floats = new Float32Array(buffer);
    this.#memory = memory;
  }

  /** Makes the back buffer the front one. @returns the addresses of its pixels and labels */
  swap(): { readonly pixels: number; readonly labels: number } {
    this.#front = 1 - this.#front;
    const { pixels, labels } = this.#memory;
    return { pixels: pixels[this.#front] as number, labels: labels[this.#front] as number };
  }

  /**
   * Copies labels and, if they are only scaled, images into the back buffer.
   * @param order positions of the images in the batch, in the order of the rows to fill
   */
  fill(batch: Batch, order: Int32Array): void {
    const { split, indices } = batch;
    const back = 1 - this.#front;
    const labels = this.#memory.labels[back] as number;
    for (let row = 0; row < order.length; row++) {
      this.#bytes[labels + row] = split.labels[indices[order[row] as number] as number] as number;
    }
    if (!isPixels(batch)) return;
    const pixels = split.images.length / split.count;
    const { rows: stride } = this.#memory.layers[0] as LayerPlacement;
    let to = this.#memory.pixels[back] as number;
    for (let row = 0; row < order.length; row++, to += stride) {
      const from = (indices[order[row] as number] as number) * pixels;
      this.#bytes.set(split.images.subarray(from, from + pixels), to);
    }
  }

  /**
   * Copies images that a map made float32 into the first layer's input. It has no second buffer, so no step may be
   * running.
   */
  fillInputs(batch: Batch, order: Int32Array): void {
    const inputs = batch.inputs();
    const { input, rows, layer } = this.#memory.layers[0] as LayerPlacement;
    order.forEach((position, row) => {
      const image = inputs.subarray(position * layer.inputs, (position + 1) * layer.inputs);
      this.#floats.set(image, input / 4 + row * rows);
    });
  }
}
