import * as tf from '@tensorflow/tfjs';
import { CROSS_ENTROPY_KERNEL } from './tfjs-cross-entropy';

/**
 * The cross-entropy of each example, in nats, from logits: `log Σ exp(z − max z) − (z[label] − max z)`. Its
 * gradient is `softmax(z) − oneHot(label)`.
 *
 * The gradient is written by hand. TensorFlow.js would differentiate through `max` and `logSumExp`, which takes several
 * times as many operations for the same numbers. If the training kernels are registered, one of them computes both.
 * @param labels int32, each below classes, shape (count)
 * @param logits shape (count, classes)
 * @returns shape (count)
 */
export function sparseCategoricalCrossentropy(labels: tf.Tensor1D, logits: tf.Tensor2D): tf.Tensor1D {
  const losses = tf.customGrad((scores, save) => {
    const [value, gradient] = lossesAndGradient(labels, scores as tf.Tensor2D);
    (save as tf.GradSaveFunc)([gradient]);
    return {
      value,
      gradFunc: (dLoss: tf.Tensor, saved: tf.Tensor[]) =>
        tf.mul(saved[0] as tf.Tensor, tf.expandDims(dLoss, 1)),
    };
  });
  return losses(logits) as tf.Tensor1D;
}

function lossesAndGradient(labels: tf.Tensor1D, logits: tf.Tensor2D): [tf.Tensor, tf.Tensor] {
  if (tf.getKernel(CROSS_ENTROPY_KERNEL, tf.getBackend())) {
    const inputs = { features: logits, labels };
    return tf.engine().runKernel(CROSS_ENTROPY_KERNEL, inputs) as unknown as [tf.Tensor, tf.Tensor];
  }
  const oneHot = tf.oneHot(labels, logits.shape[1]).toFloat();
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  const exponentials = tf.exp(shifted);
  const normaliser = tf.sum(exponentials, 1, true);
  const atLabel = tf.sum(tf.mul(shifted, oneHot), 1);
  const value = tf.sub(tf.squeeze(tf.log(normaliser), [1]), atLabel);
  return [value, tf.sub(tf.div(exponentials, normaliser), oneHot)];
}
