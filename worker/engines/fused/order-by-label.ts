import type { Batch } from '../../data/dataset';

/**
 * Sorts the images of a batch by their labels. Garments of one kind are black at the same pixels, and the kernels
 * skip a pixel where two neighbouring images are both black (docs/decisions/0011). A counting sort: images of one
 * label keep their order.
 *
 * Labels 3 0 3 1 give the order 1 3 0 2: image 1 has label 0, image 3 has label 1, images 0 and 2 have label 3.
 */
export class OrderByLabel {
  readonly #order: Int32Array<ArrayBuffer>;
  /** For each label the place in the order where its next image goes. */
  readonly #next = new Int32Array(257);

  /** @param capacity the most images in a batch */
  constructor(capacity: number) {
    this.#order = new Int32Array(capacity);
  }

  /**
   * Sorts the `count` images of the batch from position `start`.
   * @returns their positions in the batch, in the order of their labels; shape (count). The next sort writes over it
   */
  sort({ split, indices }: Batch, start: number, count: number): Int32Array {
    const next = this.#next.fill(0);
    const labelAt = (position: number) => split.labels[indices[position] as number] as number;
    // First counts the images of each label, one place further on. The running sum of the counts then gives the start of each label.
    for (let position = start; position < start + count; position++) {
      const after = labelAt(position) + 1;
      next[after] = (next[after] as number) + 1;
    }
    for (let label = 1; label < next.length; label++) {
      next[label] = (next[label] as number) + (next[label - 1] as number);
    }
    for (let position = start; position < start + count; position++) {
      const label = labelAt(position);
      const row = next[label] as number;
      this.#order[row] = position;
      next[label] = row + 1;
    }
    return this.#order.subarray(0, count);
  }
}
