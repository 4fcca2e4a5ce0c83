import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { chooseNodeEngine } from '../../../scripts/lib/node/node-session';
import { parseConfig } from '../../../worker/config';
import { ExactAdam } from '../../../worker/engines/tfjs/tfjs-adam';

const STEPS = 30;
const LEARNING_RATE = 1e-3;
/** Constant gradients: m̂ = g and v̂ = g² in every step, so only the bias correction is tested. */
const GRADIENTS = [1, -0.5, 0.25, 2];

/** How far Adam moves each weight from 0, in float64. */
function inFloat64(gradients: readonly number[]): number[] {
  return gradients.map((g) => {
    let [m, v, moved] = [0, 0, 0];
    for (let step = 1; step <= STEPS; step++) {
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      moved += (LEARNING_RATE * (m / (1 - 0.9 ** step))) / (Math.sqrt(v / (1 - 0.999 ** step)) + 1e-7);
    }
    return -moved;
  });
}

/** The same with an optimizer: each step moves a new weight at 0, and the moves are summed in float64. */
function movedBy(optimizer: tf.AdamOptimizer, gradients: readonly number[]): number[] {
  const zeros = tf.zeros([gradients.length]);
  const weight = tf.variable(zeros);
  const gradient = tf.tensor1d([...gradients]);
  const moved = gradients.map(() => 0);
  for (let step = 0; step < STEPS; step++) {
    weight.assign(zeros);
    optimizer.applyGradients([{ name: weight.name, tensor: gradient }]);
    weight.dataSync().forEach((move, i) => {
      moved[i] = Number(moved[i]) + move;
    });
  }
  tf.dispose([zeros, weight, gradient]);
  optimizer.dispose();
  return moved;
}

const relativeError = (optimizer: tf.AdamOptimizer, gradients = GRADIENTS) => {
  const moved = movedBy(optimizer, gradients);
  return Math.max(...inFloat64(gradients).map((expected, i) => Math.abs(Number(moved[i]) / expected - 1)));
};

describe('30 steps of Adam', () => {
  beforeAll(async () => {
    await chooseNodeEngine(parseConfig({ engine: 'tfjs', backend: 'wasm' }), new AbortController().signal);
  });

  test('with ExactAdam are within a relative 2e-7 of float64', () => {
    expect(relativeError(new ExactAdam(LEARNING_RATE))).toBeLessThan(2e-7);
  });

  test('with ExactAdam are also exact for gradients as small as ε', () => {
    const small = GRADIENTS.map((g) => 1e-7 * g);
    expect(relativeError(new ExactAdam(LEARNING_RATE), small)).toBeLessThan(2e-7);
  });

  test('with tf.train.adam are wrong by more than 1e-6: the reason for ExactAdam', () => {
    expect(relativeError(tf.train.adam(LEARNING_RATE, 0.9, 0.999, 1e-7))).toBeGreaterThan(1e-6);
  });

  test('leave no tensor in memory', () => {
    const before = tf.memory().numTensors;
    movedBy(new ExactAdam(LEARNING_RATE), GRADIENTS);
    expect(tf.memory().numTensors).toBe(before);
  });
});
