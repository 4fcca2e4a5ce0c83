import type * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../data/dataset';
import type { TfjsHeap } from './tfjs-heap';

/** Our own name for the operation. TensorFlow uses a cast and a division. */
export const FORMAT_IMAGES_KERNEL = 'FormatImages';

/**
 * Formats the images of a batch with the same result as `formatImage`, bit for bit. The bytes are copied directly into the
 * backend's memory.
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
