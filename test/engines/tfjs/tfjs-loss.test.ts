import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { chooseNodeEngine } from '../../../scripts/lib/node/node-session';
import { parseConfig } from '../../../worker/config';
import { sparseCategoricalCrossentropy } from '../../../worker/engines/tfjs/tfjs-loss';
import { BACKENDS } from '../../../worker/protocol';
import { RandomStream } from '../../../worker/random';
import { largestDifference } from '../../fixtures/engine-case';

/** The losses of the rows and the gradient of their weighted sum, by the formulas in float64. */
function inFloat64(logits: readonly number[][], labels: readonly number[], weights: readonly number[]) {
  const losses: number[] = [];
  const gradient: number[] = [];
  logits.forEach((row, r) => {
    const max = Math.max(...row);
    const sum = row.reduce((total, z) => total + Math.exp(z - max), 0);
    losses.push(Math.log(sum) - (Number(row[Number(labels[r])]) - max));
    row.forEach((z, c) => {
      gradient.push(Number(weights[r]) * (Math.exp(z - max) / sum - (c === labels[r] ? 1 : 0)));
    });
  });
  return { losses, gradient };
}

/** The same from the tested function. */
function inTfjs(logits: number[][], labels: number[], weights: readonly number[]) {
  return tf.tidy(() => {
    const classes = tf.tensor1d(labels, 'int32');
    const losses = sparseCategoricalCrossentropy(classes, tf.tensor2d(logits)).dataSync();
    const weighted = (scores: tf.Tensor) =>
      tf.sum(tf.mul(sparseCategoricalCrossentropy(classes, scores as tf.Tensor2D), tf.tensor1d([...weights])));
    return { losses, gradient: tf.grad(weighted)(tf.tensor2d(logits)).dataSync() };
  });
}

describe.each(BACKENDS)('the loss of the engine tfjs on %s', (backend) => {
  beforeAll(async () => {
    await chooseNodeEngine(parseConfig({ engine: 'tfjs', backend }), new AbortController().signal);
  });

  test('has the values and gradients of float64 within 1e-6, for logits of ordinary size', () => {
    const random = RandomStream.seeded(2);
    const logits = Array.from({ length: 32 }, () =>
      Array.from({ length: 10 }, () => Math.fround(12 * random.nextFloat() - 6)),
    );
    const labels = logits.map(() => random.nextInt(10));
    const weights = logits.map((_, i) => (i % 5) / 4 - 0.5);
    const [expected, got] = [inFloat64(logits, labels, weights), inTfjs(logits, labels, weights)];
    expect(largestDifference(got.losses, expected.losses)).toBeLessThan(1e-6);
    expect(largestDifference(got.gradient, expected.gradient)).toBeLessThan(1e-6);
  });

  test('is finite and correct for logits of ±1e4, within a relative 1e-6', () => {
    const logits = [
      [1e4, -1e4, 0],
      [1e4, -1e4, 0],
      [-1e4, -1e4, -1e4],
      [1e4, 1e4, 1e4],
    ];
    const labels = [0, 1, 2, 0];
    const weights = [1, 1, 1, 1];
    const [expected, got] = [inFloat64(logits, labels, weights), inTfjs(logits, labels, weights)];
    expected.losses.forEach((loss, i) => {
      expect(Math.abs(Number(got.losses[i]) - loss)).toBeLessThanOrEqual(1e-6 * Math.max(1, loss));
    });
    expect(largestDifference(got.gradient, expected.gradient)).toBeLessThan(1e-6);
  });
});
