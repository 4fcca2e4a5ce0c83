import { beforeAll, describe, expect, test } from 'vitest';
import { chooseNodeEngine, nodeFusedStart } from '../../scripts/lib/node/node-session';
import { parseConfig } from '../../worker/config';
import { Batch } from '../../worker/data/dataset';
import { formatImage } from '../../worker/data/format-image';
import type { CreateEngine, Engine, EngineSetup } from '../../worker/engines/engine';
import { finish } from '../../worker/engines/pieces';
import type { StepTrace } from '../../worker/engines/step-trace';
import { traceStep } from '../../worker/engines/trace-step';
import { classifierLayers } from '../../worker/model/classifier';
import { initialParameters } from '../../worker/model/initialisers';
import {
  ACTIVATIONS,
  type Activation,
  OPTIMIZERS,
  type OptimizerName,
  type RunConfigInput,
} from '../../worker/protocol';
import { RandomStream } from '../../worker/random';
import { relativeDifference } from '../fixtures/engine-case';
import { Float64Network } from '../fixtures/float64-network';
import { RATES } from '../fixtures/fused-cases';

const { signal } = new AbortController();
const chosen = (settings: RunConfigInput) => () => chooseNodeEngine(parseConfig(settings), signal);

/** The same tests for every engine. The last one computes every step in pieces, as for a large network. */
const ENGINES: readonly (readonly [string, () => Promise<CreateEngine>])[] = [
  ['tfjs on wasm', chosen({ engine: 'tfjs', backend: 'wasm' })],
  ['tfjs on cpu', chosen({ engine: 'tfjs', backend: 'cpu' })],
  ['fused with 1 thread', chosen({ engine: 'fused', threads: 1 })],
  ['fused with 3 threads', chosen({ engine: 'fused', threads: 3 })],
  ['fused in pieces', () => nodeFusedStart({ longStep: 0, piece: 1 }).start(2, 'a test', signal)],
];

const PIXELS = 29;

/** 17, 5 and 33 hidden units; two batches of 19 images and one of 7. */
function caseOf(name: OptimizerName, activation: Activation) {
  const random = RandomStream.seeded(11);
  const layers = classifierLayers([17, 5, 33], activation, PIXELS);
  const weights = initialParameters(layers, random.fork('weights'));
  const parameters = weights.map((value) => (value === 0 ? random.nextFloat() - 0.5 : value));
  const optimizer = { name, learningRate: RATES[name], momentum: 0.9 };
  const count = 60;
  const split = {
    count,
    images: Uint8Array.from({ length: count * PIXELS }, () => (random.nextInt(3) ? random.nextInt(256) : 0)),
    labels: Uint8Array.from({ length: count }, () => random.nextInt(10)),
  };
  const batches = [19, 19, 7].map((size) => {
    const indices = Int32Array.from({ length: size }, () => random.nextInt(count));
    return new Batch(split, indices, formatImage);
  });
  const setup: EngineSetup = { layers, parameters, optimizer, batchSize: 19 };
  return { setup, batches };
}

const stateOf = (engine: Engine) => ({ parameters: engine.parameters(), ...engine.optimizerState() });
const trace = (engine: Engine, batch: Batch): StepTrace => finish(traceStep(engine, batch));

/** One update in float64: the moments from a gradient and those before the step, and the step from the moments after it. */
function updateOf(
  { before, after, corrections }: StepTrace,
  { optimizer }: EngineSetup,
  gradient: Float64Array,
) {
  const { name, learningRate, momentum } = optimizer;
  const [first, second] = before.moments;
  const at = (moment: Float32Array | undefined, i: number) => Number(moment?.[i]);
  if (name === 'sgd') return { moments: [], step: gradient.map((g) => learningRate * g) };
  if (name === 'momentum') {
    const velocity = gradient.map((g, i) => momentum * at(first, i) + g);
    return { moments: [velocity], step: velocity.map((v) => learningRate * v) };
  }
  if (name === 'rmsprop') {
    const squares = gradient.map((g, i) => 0.9 * at(first, i) + 0.1 * g * g);
    const step = gradient.map((g, i) => (learningRate * g) / Math.sqrt(at(after.moments[0], i) + 1e-7));
    return { moments: [squares], step };
  }
  const m = gradient.map((g, i) => 0.9 * at(first, i) + 0.1 * g);
  const v = gradient.map((g, i) => 0.999 * at(second, i) + 0.001 * g * g);
  const [c1, c2] = corrections as [number, number];
  const step = gradient.map((_, i) => {
    const [mean, square] = [at(after.moments[0], i) / c1, at(after.moments[1], i) / c2];
    return (learningRate * mean) / (Math.sqrt(square) + 1e-7);
  });
  return { moments: [m, v], step };
}

describe.each(ENGINES)('a traced step of %s', (_, start) => {
  let createEngine: CreateEngine;
  beforeAll(async () => {
    createEngine = await start();
  });

  const combinations = OPTIMIZERS.flatMap((optimizer) =>
    ACTIVATIONS.map((activation) => [optimizer, activation] as const),
  );

  test.each(combinations)(
    '%s with %s: forward pass, losses, gradient, moments and step agree with float64 within 1e-6 of the largest value',
    (...names) => {
      const { setup, batches } = caseOf(...names);
      const engine = createEngine(setup);
      batches.forEach((batch, i) => {
        const traced = trace(engine, batch);
        const { before, after } = traced;
        const network = new Float64Network(setup.layers, before.parameters, setup.optimizer);
        const [inputs, labels] = [batch.inputs(), batch.labels()];
        network.forward(inputs, batch.count).forEach(({ z, output }, l) => {
          expect(relativeDifference(traced.layers[l]?.z, z)).toBeLessThan(1e-6);
          expect(relativeDifference(traced.layers[l]?.output, output)).toBeLessThan(1e-6);
        });
        expect(relativeDifference(traced.losses, network.losses(inputs, labels))).toBeLessThan(1e-6);
        const { gradient, lossSum, correct } = network.gradient(inputs, labels);
        expect(Math.abs(traced.result.lossSum / lossSum - 1)).toBeLessThan(1e-6);
        expect(traced.result).toMatchObject({ correct, count: batch.count });
        expect(relativeDifference(traced.gradient, gradient)).toBeLessThan(1e-6);
        // Adam and RMSProp divide a gradient by its own size, and with it the rounding error of a small one. So each number of the
        // update is compared with float64's from the numbers that it is made of.
        const { moments, step } = updateOf(traced, setup, Float64Array.from(traced.gradient));
        expect(traced.corrections.map((correction) => correction.toFixed(12))).toEqual(
          names[0] === 'adam' ? [0.9, 0.999].map((beta) => (1 - beta ** (i + 1)).toFixed(12)) : [],
        );
        expect(after.moments).toHaveLength(moments.length);
        moments.forEach((moment, k) => {
          expect(relativeDifference(after.moments[k], moment)).toBeLessThan(1e-6);
        });
        expect(relativeDifference(traced.update, step)).toBeLessThan(1e-6);
        expect(
          relativeDifference(
            after.parameters,
            before.parameters.map((w, k) => w - Number(step[k])),
          ),
        ).toBeLessThan(1e-6);
        const moved = new Float64Network(setup.layers, after.parameters, setup.optimizer);
        const lossAfter = moved.gradient(inputs, labels).lossSum;
        expect(Math.abs(traced.resultAfter.lossSum / lossAfter - 1)).toBeLessThan(1e-6);
        engine.trainStep(batch);
      });
      engine.dispose();
    },
  );

  test.each(combinations)(
    '%s with %s: is the step that training then takes, bit for bit, and changes neither it nor any later one',
    (...names) => {
      const { setup, batches } = caseOf(...names);
      const [watched, alone] = [createEngine(setup), createEngine(setup)];
      for (const batch of batches) {
        const before = stateOf(watched);
        const traced = trace(watched, batch);
        expect(stateOf(watched)).toEqual(before);
        expect(traced.before).toMatchObject({ parameters: before.parameters, moments: before.moments });
        const result = watched.trainStep(batch);
        expect(traced.result).toEqual(result);
        const after = stateOf(watched);
        expect(traced.after.parameters).toEqual(after.parameters);
        expect(traced.after.moments).toEqual(after.moments);
        expect(traced.resultAfter).toEqual(watched.evaluateStep(batch));
        alone.trainStep(batch);
        expect(after).toEqual(stateOf(alone));
      }
      watched.dispose();
      alone.dispose();
    },
  );

  test.each(OPTIMIZERS)('of %s: each weight loses exactly its step', (name) => {
    const { setup, batches } = caseOf(name, 'relu');
    const engine = createEngine(setup);
    for (const batch of batches) {
      const { before, after, update } = trace(engine, batch);
      expect(before.parameters.map((weight, i) => weight - Number(update[i]))).toEqual(after.parameters);
      engine.trainStep(batch);
    }
    engine.dispose();
  });

  test.each(OPTIMIZERS)('of %s needs no more memory the second time', (name) => {
    const { setup, batches } = caseOf(name, 'relu');
    const engine = createEngine(setup);
    const [batch] = batches as [Batch];
    engine.trainStep(batch);
    trace(engine, batch);
    const before = engine.memory();
    for (let i = 0; i < 5; i++) trace(engine, batch);
    expect(engine.memory()).toEqual(before);
    engine.dispose();
  });
});

describe('a step traced in pieces', () => {
  test('can be left at any piece: the engine is as it was, and predicts, evaluates and trains with the same bits', async () => {
    const createEngine = await nodeFusedStart({ longStep: 0, piece: 1 }).start(2, 'a test', signal);
    const { setup, batches } = caseOf('adam', 'sigmoid');
    const [left, alone] = [createEngine(setup), createEngine(setup)];
    const [first, second] = batches as [Batch, Batch];
    for (const engine of [left, alone]) engine.trainStep(first);
    const before = stateOf(left);
    let total = 0;
    for (const _ of traceStep(left, second)) total += 1;
    expect(total).toBeGreaterThan(10);
    for (let pieces = 1; pieces <= total; pieces += 5) {
      const work = traceStep(left, second);
      for (let i = 0; i < pieces; i++) work.next();
      expect(stateOf(left)).toEqual(before);
      work.return(undefined as never);
      expect(stateOf(left)).toEqual(before);
    }
    const inputs = second.inputs();
    expect(left.predict(inputs, second.count)).toEqual(alone.predict(inputs, second.count));
    expect(left.evaluateStep(second)).toEqual(alone.evaluateStep(second));
    for (const engine of [left, alone]) engine.trainStep(second);
    expect(stateOf(left)).toEqual(stateOf(alone));
    left.dispose();
    alone.dispose();
  });
});
