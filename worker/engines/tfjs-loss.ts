import * as tf from '@tensorflow/tfjs';

/**
 * Cross-entropy of each example, in nats, from logits: `log Σ exp(z − max z) − (z[label] − max z)`, whose
 * gradient is `softmax(z) − oneHot(label)`.
 *
 * Written with a gradient of its own: the general one would differentiate through `max` and `logSumExp`,
 * several times as many operations for the same numbers.
 * @param labels one-hot, shape (count, classes)
 * @param logits shape (count, classes)
 * @returns shape (count)
 */
export function sparseCategoricalCrossentropy(labels: tf.Tensor2D, logits: tf.Tensor2D): tf.Tensor1D {
  const losses = tf.customGrad((scores, save) => {
    const shifted = tf.sub(scores as tf.Tensor2D, tf.max(scores as tf.Tensor2D, 1, true));
    const exponentials = tf.exp(shifted);
    const normaliser = tf.sum(exponentials, 1, true);
    const atLabel = tf.sum(tf.mul(shifted, labels), 1);
    const value = tf.sub(tf.squeeze(tf.log(normaliser), [1]), atLabel);
    (save as tf.GradSaveFunc)([tf.div(exponentials, normaliser)]);
    return {
      value,
      gradFunc: (dLoss: tf.Tensor, saved: tf.Tensor[]) =>
        tf.mul(tf.sub(saved[0] as tf.Tensor, labels), tf.expandDims(dLoss, 1)),
    };
  });
  return losses(logits) as tf.Tensor1D;
}
