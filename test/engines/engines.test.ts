import { beforeAll, describe, expect, test } from 'vitest';
import { chooseNodeEngine } from '../../scripts/lib/node/node-session';
import { parseConfig } from '../../worker/config';
import type { CreateEngine } from '../../worker/engines/engine';
import { ACTIVATIONS, OPTIMIZERS, type RunConfigInput } from '../../worker/protocol';
import { engineCase, largestDifference } from '../fixtures/engine-case';

/** The same tests for every engine. */
const ENGINES: readonly (readonly [string, RunConfigInput])[] = [
  ['tfjs on wasm', { engine: 'tfjs', backend: 'wasm' }],
  ['tfjs on cpu', { engine: 'tfjs', backend: 'cpu' }],
  ['fused with 1 thread', { engine: 'fused', threads: 1 }],
  ['fused with 3 threads', { engine: 'fused', threads: 3 }],
];

describe.each(ENGINES)('the engine %s', (_, settings) => {
  let createEngine: CreateEngine;
  beforeAll(async () => {
    createEngine = await chooseNodeEngine(parseConfig(settings), new AbortController().signal);
  });

  const combinations = OPTIMIZERS.flatMap((optimizer) =>
    ACTIVATIONS.map((activation) => [optimizer, activation] as const),
  );

  test.each(combinations)(
    '%s with %s: five steps agree with float64, weights and losses within 2e-6',
    (...names) => {
      const { setup, batches, oracle } = engineCase(...names);
      const [engine, network] = [createEngine(setup), oracle()];
      for (const batch of batches) {
        const result = engine.trainStep(batch);
        const expected = network.train(batch.inputs(), batch.labels());
        expect(Math.abs(result.lossSum - expected.lossSum) / batch.count).toBeLessThan(2e-6);
        expect([result.correct, result.count]).toEqual([expected.correct, batch.count]);
        expect(largestDifference(engine.parameters(), network.parameters)).toBeLessThan(2e-6);
      }
      engine.dispose();
    },
  );

  test.each(ACTIVATIONS)(
    'the gradient with %s, computed from one step of sgd, is float64’s within 2e-6',
    (activation) => {
      const { setup, batches, oracle } = engineCase('sgd', activation, 2);
      const engine = createEngine({ ...setup, optimizer: { ...setup.optimizer, learningRate: 1 } });
      const [batch] = batches;
      if (!batch) throw new Error('a case has batches');
      engine.trainStep(batch);
      const after = engine.parameters();
      const gradient = setup.parameters.map((before, i) => before - Number(after[i]));
      const expected = oracle().gradient(batch.inputs(), batch.labels()).gradient;
      expect(largestDifference(gradient, expected)).toBeLessThan(2e-6);
      engine.dispose();
    },
  );

  test('predictions are float64’s probabilities within 1e-6, and each row sums to 1', () => {
    const { setup, batches, oracle } = engineCase('adam');
    const engine = createEngine(setup);
    const inputs = batches.flatMap((batch) => [...batch.inputs()]);
    const count = inputs.length / 24;
    const probabilities = engine.predict(Float32Array.from(inputs), count);
    expect(largestDifference(probabilities, oracle().predict(inputs, count))).toBeLessThan(1e-6);
    for (let row = 0; row < count; row++) {
      const sum = probabilities.subarray(row * 10, row * 10 + 10).reduce((total, p) => total + p, 0);
      expect(Math.abs(sum - 1)).toBeLessThan(1e-6);
    }
    engine.dispose();
  });

  test('an evaluation gives the same result as a training step and does not change the weights, bit for bit', () => {
    const { setup, batches } = engineCase('adam');
    const engine = createEngine(setup);
    for (const batch of batches) {
      const before = engine.parameters();
      const evaluated = engine.evaluateStep(batch);
      expect(engine.parameters()).toEqual(before);
      const trained = engine.trainStep(batch);
      expect(trained.lossSum).toBeCloseTo(evaluated.lossSum, 5);
      expect(trained.correct).toBe(evaluated.correct);
    }
    engine.dispose();
  });

  test('an evaluation returns the predicted class of each image and its probability, within 2e-6 of float64', () => {
    const { setup, batches, oracle } = engineCase('adam');
    const engine = createEngine(setup);
    for (const batch of batches) {
      const guesses = { predicted: new Uint8Array(batch.count), confidence: new Float32Array(batch.count) };
      engine.evaluateStep(batch, guesses);
      const expected = oracle().predict([...batch.inputs()], batch.count);
      for (let row = 0; row < batch.count; row++) {
        const ofRow = [...expected.slice(row * 10, row * 10 + 10)];
        const highest = Math.max(...ofRow);
        expect(guesses.predicted[row]).toBe(ofRow.indexOf(highest));
        expect(Math.abs(Number(guesses.confidence[row]) - highest)).toBeLessThan(2e-6);
      }
    }
    engine.dispose();
  });

  test.each(OPTIMIZERS)(
    'weights that are replaced and put back do not change a run of %s, bit for bit',
    (optimizer) => {
      const { setup, batches } = engineCase(optimizer);
      const [disturbed, undisturbed] = [createEngine(setup), createEngine(setup)];
      for (const batch of batches) {
        disturbed.trainStep(batch);
        undisturbed.trainStep(batch);
        const own = disturbed.parameters();
        disturbed.setParameters(setup.parameters);
        expect(disturbed.parameters()).toEqual(setup.parameters);
        disturbed.evaluateStep(batch);
        disturbed.setParameters(own);
      }
      expect(disturbed.parameters()).toEqual(undisturbed.parameters());
      disturbed.dispose();
      undisturbed.dispose();
    },
  );

  test.each(OPTIMIZERS)(
    'a step size changed during a run of %s applies from the next step, within 2e-6 of float64',
    (name) => {
      const { setup, batches, oracle } = engineCase(name);
      const learningRate = setup.optimizer.learningRate / 3;
      const [engine, network] = [createEngine(setup), oracle()];
      batches.forEach((batch, step) => {
        if (step === 2) {
          engine.setLearningRate(learningRate);
          network.setLearningRate(learningRate);
        }
        engine.trainStep(batch);
        network.train(batch.inputs(), batch.labels());
        expect(largestDifference(engine.parameters(), network.parameters)).toBeLessThan(2e-6);
      });
      engine.dispose();
    },
  );

  test('an engine copies its initial weights', () => {
    const { setup, batches } = engineCase('sgd');
    const parameters = setup.parameters.slice();
    const engine = createEngine({ ...setup, parameters });
    expect(engine.parameters()).toEqual(setup.parameters);
    for (const batch of batches) engine.trainStep(batch);
    expect(parameters).toEqual(setup.parameters);
    engine.dispose();
  });

  test.each(OPTIMIZERS)('memory does not grow over 50 steps of %s', (optimizer) => {
    const { setup, batches } = engineCase(optimizer);
    const engine = createEngine(setup);
    const round = () => {
      for (const batch of batches) {
        engine.trainStep(batch);
        engine.evaluateStep(batch);
        engine.predict(batch.inputs(), batch.count);
      }
    };
    round();
    const before = engine.memory();
    for (let i = 0; i < 10; i++) round();
    expect(engine.memory()).toEqual(before);
    engine.dispose();
  });

  test('two engines at the same time do not disturb each other', () => {
    const [first, second] = [engineCase('adam', 'relu', 5, 1), engineCase('momentum', 'tanh', 5, 2)];
    const alone = [first, second].map(({ setup, batches }) => {
      const engine = createEngine(setup);
      for (const batch of batches) engine.trainStep(batch);
      const parameters = engine.parameters();
      engine.dispose();
      return parameters;
    });
    const together = [first, second].map(({ setup }) => createEngine(setup));
    for (let step = 0; step < 5; step++) {
      [first, second].forEach(({ batches }, i) => {
        const batch = batches[step];
        if (batch) together[i]?.trainStep(batch);
      });
    }
    expect(together.map((engine) => engine.parameters())).toEqual(alone);
    together[0]?.dispose();
    expect(together[1]?.parameters()).toEqual(alone[1]);
    together[1]?.dispose();
  });

  test('an engine describes itself and the reason why it was chosen', () => {
    const engine = createEngine(engineCase('sgd').setup);
    const { engine: name, backend = 'wasm', threads = 1 } = settings;
    expect(engine.info).toMatchObject({ name, backend, threads });
    expect(engine.info.why).toContain(`engine="${name}"`);
    engine.dispose();
  });
});
