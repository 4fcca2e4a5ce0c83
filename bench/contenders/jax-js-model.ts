// The lesson's network and its training step in jax-js: one jitted function, Adam included.

import { type Array as JaxArray, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { CLASS_COUNT, parameterTable } from '../../worker/model/classifier';
import { initialParameters } from '../../worker/model/initialisers';
import { ADAM } from '../../worker/protocol';
import type { RandomStream } from '../../worker/random';
import { LAYERS } from '../job';

/** Kernel and bias of each layer, alternating. */
export type Tensors = JaxArray[];
/** What a step updates. jax-js requires type aliases for its trees. */
export type State = { weights: Tensors; m: Tensors; v: Tensors };

// jax-js functions consume their arguments. `.ref` keeps one that is used again.

function logitsOf(weights: Tensors, images: JaxArray): JaxArray {
  return LAYERS.reduce((values, _, layer) => {
    const [kernel, bias] = weights.slice(2 * layer) as [JaxArray, JaxArray];
    const sums = np.matmul(values, kernel).add(bias);
    return layer < LAYERS.length - 1 ? nn.relu(sums) : sums;
  }, images);
}

function meanLoss(weights: Tensors, images: JaxArray, labels: JaxArray): JaxArray {
  const [count] = labels.shape as [number];
  const logProbabilities = nn.logSoftmax(logitsOf(weights, images), -1);
  return nn
    .oneHot(labels, CLASS_COUNT)
    .mul(logProbabilities)
    .sum()
    .mul(-1 / count);
}

/** One step of Adam, with the learning rate and epsilon of an `AdamCorrection`. */
export const trainStep = jit(
  (state: State, images: JaxArray, labels: JaxArray, rate: JaxArray, epsilon: JaxArray) => {
    const weights = state.weights.map((weight) => weight.ref);
    const [loss, gradients] = valueAndGrad(meanLoss)(weights, images, labels);
    const next: State = { weights: [], m: [], v: [] };
    (gradients as Tensors).forEach((gradient, i) => {
      const [weight, m, v] = [state.weights[i], state.m[i], state.v[i]] as [JaxArray, JaxArray, JaxArray];
      const nextM = m.mul(ADAM.beta1).add(gradient.ref.mul(1 - ADAM.beta1));
      const nextV = v.mul(ADAM.beta2).add(np.square(gradient).mul(1 - ADAM.beta2));
      const update = nextM.ref.mul(rate.ref).div(np.sqrt(nextV.ref).add(epsilon.ref));
      next.weights.push(weight.sub(update));
      next.m.push(nextM);
      next.v.push(nextV);
    });
    rate.dispose();
    epsilon.dispose();
    return [next, loss] as [State, JaxArray];
  },
);

/** Number of correct predictions and sum of losses of a batch. */
export const evaluateStep = jit((weights: Tensors, images: JaxArray, labels: JaxArray) => {
  const logits = logitsOf(weights, images);
  const hits = np.argmax(logits.ref, -1).equal(labels.ref).astype(np.float32).sum();
  const losses = nn.oneHot(labels, CLASS_COUNT).mul(nn.logSoftmax(logits, -1)).sum().mul(-1);
  return [hits, losses] as [JaxArray, JaxArray];
});

/** The same initial weights as our engine, and moments of zero. */
export function initialState(random: RandomStream): State {
  const table = parameterTable(LAYERS);
  const values = initialParameters(LAYERS, random);
  const weights = table.map(({ shape, offset, length }) =>
    np.array(values.slice(offset, offset + length), { shape: [...shape] }),
  );
  const zeros = () => table.map(({ shape }) => np.zeros([...shape]));
  return { weights, m: zeros(), v: zeros() };
}
