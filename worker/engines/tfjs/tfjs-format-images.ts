import type * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../data/dataset';
import type { TfjsHeap } from './tfjs-heap';

/** Our own name of the operation; TensorFlow has it as a cast and a division. */
export const FORMAT_IMAGES_KERNEL = 'FormatImages';

/**
 * What `formatImage` makes of a batch, to the bit, on bytes that are brought straight into the backend's memory.
 *
 * attrs: `batch`, a `Batch`. output: pixels / 255, float32, shape (count, 784).
 */
export function formatImagesKernel(heap: TfjsHeap): tf.KernelConfig['kernelFunc'] {
  return ({ attrs }) => {
    const { split, indices, count } = (attrs as unknown as { batch: Batch }).batch;
    const pixels = split.images.length / split.count;
    const images = heap.output([count, pixels]);
    heap.withScratch(count * pixels, (address) => {
      const { bytes } = heap;
      indices.forEach((index, row) => {
        bytes.set(split.images.subarray(index * pixels, (index + 1) * pixels), address + row * pixels);
      });
      heap.kernels.formatPixels(address, heap.addressOf(images), count * pixels);
    });
    return images;
  };
}
