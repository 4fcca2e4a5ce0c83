import type * as tf from '@tensorflow/tfjs';
import type { TfjsHeap } from './tfjs-heap';

/** TensorFlow's name for the operation. TensorFlow.js does not have it. */
export const CROSS_ENTROPY_KERNEL = 'SparseSoftmaxCrossEntropyWithLogits';

/**
 * Computes the cross-entropies and their gradients in one pass.
 *
 * inputs: `features`, logits of shape (count, classes); `labels`, int32 of shape (count), each below classes.
 * outputs: losses in nats, shape (count); softmax − oneHot(labels), shape (count, classes).
 */
export function crossEntropyKernel(heap: TfjsHeap): tf.KernelConfig['kernelFunc'] {
  return ({ inputs }) => {
    const { features, labels } = inputs as Record<'features' | 'labels', tf.TensorInfo>;
    const [count, classes] = features.shape as [number, number];
    const losses = heap.output([count]);
    const gradient = heap.output([count, classes]);
    // The kernel reads labels as bytes. It also writes which images were classified correctly, which has no output here.
    heap.withScratch(5 * count, (hits) => {
      const labelBytes = hits + 4 * count;
      const { bytes } = heap;
      const from = heap.addressOf(labels);
      for (let i = 0; i < count; i++) bytes[labelBytes + i] = bytes[from + 4 * i] as number;
      heap.kernels.softmaxCrossEntropy(
        heap.addressOf(features),
        labelBytes,
        heap.addressOf(losses),
        hits,
        heap.addressOf(gradient),
        count,
        classes,
        4 * classes,
        1,
      );
    });
    return [losses, gradient];
  };
}
