import * as tf from '@tensorflow/tfjs';
import { type DenseLayer, INPUT_NAME } from '../../model/classifier';

/**
 * The lesson's model, with the functional API: `clothing → Dense … → predictions (softmax)`.
 *
 * `logits` runs the same layers but stops before the softmax. Keras computes the loss from the same place, because the
 * cross-entropy of a probability that was rounded to 0 has no gradient.
 */
export function baseModel(layers: readonly DenseLayer[]) {
  const inputs = tf.input({ shape: [layers[0]?.inputs ?? 0], name: INPUT_NAME });
  const dense = layers.map(({ name, units, activation }) => tf.layers.dense({ name, units, activation }));
  let features: tf.SymbolicTensor = inputs;
  for (const layer of dense.slice(0, -1)) features = layer.apply(features) as tf.SymbolicTensor;
  const predictions = dense.at(-1) as (typeof dense)[number];
  const model = tf.model({ inputs, outputs: predictions.apply(features) as tf.SymbolicTensor });
  const body = tf.model({ inputs, outputs: features });
  const [kernel, bias] = predictions.trainableWeights.map((weight) => weight.read());
  const logits = (images: tf.Tensor2D): tf.Tensor2D => {
    const last = body.apply(images, { training: true }) as tf.Tensor2D;
    return tf.add(tf.matMul(last, kernel as tf.Tensor2D), bias as tf.Tensor1D);
  };
  return { model, logits };
}
