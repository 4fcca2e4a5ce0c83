import * as tf from '@tensorflow/tfjs';
import type { LayerTrace, StepTrace } from '../step-trace';
import { sparseCategoricalCrossentropy } from './tfjs-loss';

/**
 * The forward pass and the losses of a batch, layer by layer. Call it inside `tf.tidy`.
 * @param model the lesson's model: an input, hidden Dense layers, a Dense layer with softmax
 * @param inputs shape (count, inputs)
 * @param labels int32, shape (count)
 */
export function tracePass(
  model: tf.LayersModel,
  inputs: tf.Tensor2D,
  labels: tf.Tensor1D,
): Pick<StepTrace, 'layers' | 'losses'> {
  const layers: LayerTrace[] = [];
  let input = inputs;
  let logits = inputs;
  for (const layer of model.layers.slice(1)) {
    const [kernel, bias] = layer.trainableWeights.map((weight) => weight.read());
    logits = tf.add(tf.matMul(input, kernel as tf.Tensor2D), bias as tf.Tensor1D);
    input = layer.apply(input) as tf.Tensor2D;
    layers.push({ z: valuesOf(logits), output: valuesOf(input) });
  }
  return { layers, losses: valuesOf(sparseCategoricalCrossentropy(labels, logits)) };
}

/** A copy: a backend may return a view of its memory. */
const valuesOf = (tensor: tf.Tensor) => Float32Array.from(tensor.dataSync() as Float32Array);
