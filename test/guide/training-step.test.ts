import { describe, expect, test } from 'vitest';
import { createNetwork, type Example, trainStep, valuesOf } from '../../guide/training-step';
import { chooseNodeEngine } from '../../scripts/lib/node/node-session';
import { parseConfig } from '../../worker/config';
import type { Batch } from '../../worker/data/dataset';
import { engineCase, largestDifference } from '../fixtures/engine-case';

const STEPS = 20;
const CASE = engineCase('adam', 'relu', STEPS);
const { layers, parameters, optimizer } = CASE.setup;
const SIZES = [Number(layers[0]?.inputs), ...layers.map(({ units }) => units)];

function examplesOf(batch: Batch): Example[] {
  const [inputs, labels] = [batch.inputs(), batch.labels()];
  const pixels = inputs.length / batch.count;
  return Array.from({ length: batch.count }, (_, n) => ({
    image: inputs.subarray(n * pixels, (n + 1) * pixels),
    label: Number(labels[n]),
  }));
}

describe('the training step that the guide shows', () => {
  test('has the losses and weights of the float64 oracle after each of 20 steps, within 1e-12', () => {
    const network = createNetwork(SIZES, parameters);
    const oracle = CASE.oracle();
    for (const [i, batch] of CASE.batches.entries()) {
      const loss = trainStep(network, examplesOf(batch), i + 1, optimizer.learningRate);
      const expected = oracle.train(batch.inputs(), batch.labels());
      expect(Math.abs(loss - expected.lossSum / batch.count)).toBeLessThan(1e-12);
      expect(largestDifference(valuesOf(network), oracle.parameters)).toBeLessThan(1e-12);
    }
    // The steps did something.
    expect(largestDifference(valuesOf(network), parameters)).toBeGreaterThan(0.05);
  });

  test('agrees with the kernels: losses within 1e-5, weights within 1e-4', async () => {
    const network = createNetwork(SIZES, parameters);
    const start = await chooseNodeEngine(
      parseConfig({ engine: 'fused', threads: 1 }),
      new AbortController().signal,
    );
    const engine = start(CASE.setup);
    for (const [i, batch] of CASE.batches.entries()) {
      const loss = trainStep(network, examplesOf(batch), i + 1, optimizer.learningRate);
      const { lossSum, count } = engine.trainStep(batch);
      expect(Math.abs(loss - lossSum / count)).toBeLessThan(1e-5);
    }
    expect(largestDifference(valuesOf(network), engine.parameters())).toBeLessThan(1e-4);
    engine.dispose();
  });

  test('reads a network’s values in the order in which it was created', () => {
    const values = Array.from({ length: 3 * 4 + 4 + 4 * 2 + 2 }, (_, i) => i);
    expect(valuesOf(createNetwork([3, 4, 2], values))).toEqual(values);
  });
});
